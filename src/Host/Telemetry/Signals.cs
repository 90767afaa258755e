using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;
using Tauric.Adapters.Log;

namespace Tauric.Host.Telemetry;

/// <summary>What is told to the outside: by the engine, the logs, the service, and a little by the runtime.</summary>
internal static class Signals
{
    private const string Runtime = "System.Runtime";

    /// <summary>Of the some thirty there are, those that say whether a machine is large enough.</summary>
    private static readonly string[] s_runtime =
    [
        "dotnet.process.memory.working_set", "dotnet.process.cpu.time", "dotnet.gc.pause.time",
        "dotnet.gc.last_collection.heap.size",
    ];

    /// <summary>Sources of spans: runs, and requests to the service.</summary>
    public static readonly string[] Spans = [Engine.Telemetry.Name, "Microsoft.AspNetCore"];

    public static MeterProviderBuilder AddMetrics(this MeterProviderBuilder builder) => builder
        .AddMeter(Engine.Telemetry.Name, LogTelemetry.Name, "Microsoft.AspNetCore.Hosting", Runtime)
        .AddView(instrument => IsWanted(instrument) ? null : MetricStreamConfiguration.Drop);

    private static bool IsWanted(Instrument instrument) =>
        instrument.Meter.Name != Runtime || s_runtime.Contains(instrument.Name);
}
