using System.Diagnostics.Metrics;

namespace Tauric.Adapters.Log;

/// <summary>What logs tell whoever listens.</summary>
public static class LogTelemetry
{
    /// <summary>Of the meter.</summary>
    public const string Name = "Tauric.Log";

    private static readonly Meter s_meter = new(Name);

    private static readonly Histogram<double> s_appends = s_meter.CreateHistogram(
        "tauric.log.append.duration", "s", "Time from a record's arrival to its answer.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10],
        });

    internal static readonly UpDownCounter<long> Waiting = s_meter.CreateUpDownCounter<long>(
        "tauric.log.waiting", "{record}", "Records and questions that wait for the disk.");

    internal static void Answered(AppendStatus status, TimeSpan elapsed)
    {
        if (s_appends.Enabled) s_appends.Record(elapsed.TotalSeconds,
            new KeyValuePair<string, object?>("status", status.ToString().ToLowerInvariant()));
    }
}
