using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Tauric.Host.Telemetry;

/// <summary>
/// Sends metrics and spans to a collector over OTLP/HTTP, beside the work: a collector that is slow or gone loses
/// what it was to get, and costs <see cref="PatienceMs"/> at the end. The standard's variables, such as
/// <c>OTEL_EXPORTER_OTLP_HEADERS</c> and <c>OTEL_TRACES_SAMPLER</c>, hold.
/// </summary>
internal sealed class OtlpExport : IDisposable
{
    private const int PatienceMs = 2000;
    private const int IntervalMs = 10_000;

    /// <summary>Spans of some ten seconds of a run of small partitions.</summary>
    private const int SpansWaitingMax = 16_384;

    private readonly TracerProvider _spans;
    private readonly MeterProvider _meters;
    private readonly TextWriter _words;

    private OtlpExport(Uri endpoint, TextWriter words)
    {
        _words = words;
        // What the variables say of the service wins.
        ResourceBuilder service = ResourceBuilder.CreateEmpty()
            .AddService("tauric", serviceVersion: RunIdentities.ProgramVersion())
            .AddTelemetrySdk().AddEnvironmentVariableDetector();
        _spans = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(service).AddSource(Signals.Spans)
            .AddProcessor(new BatchActivityExportProcessor(new OtlpTraceExporter(To(endpoint, "traces")),
                SpansWaitingMax, exporterTimeoutMilliseconds: PatienceMs))
            .Build();
        _meters = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(service).AddMetrics()
            .AddReader(new PeriodicExportingMetricReader(
                new OtlpMetricExporter(To(endpoint, "metrics")), IntervalMs, PatienceMs))
            .Build();
    }

    /// <returns>Null when there is nobody to send to.</returns>
    public static OtlpExport? Start(Uri? endpoint, TextWriter words) =>
        endpoint is null ? null : new OtlpExport(endpoint, words);

    /// <summary>Sends what is left, and says so when it cannot.</summary>
    public void Dispose()
    {
        bool isHeard = false;   // Of spans the library tells only whether they were tried.
        Parallel.Invoke(() => _spans.ForceFlush(PatienceMs), () => isHeard = _meters.ForceFlush(PatienceMs));
        if (!isHeard) _words.WriteLine("Telemetry was not delivered: see telemetry.otlp_endpoint.");
        _spans.Shutdown(isHeard ? PatienceMs : 0);
        _meters.Shutdown(isHeard ? PatienceMs : 0);
        _spans.Dispose();
        _meters.Dispose();
    }

    /// <summary>The address is the base, as the variable of the standard is.</summary>
    private static OtlpExporterOptions To(Uri endpoint, string kind) => new()
    {
        Protocol = OtlpExportProtocol.HttpProtobuf,
        Endpoint = new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/v1/{kind}"),
        TimeoutMilliseconds = PatienceMs,
    };
}
