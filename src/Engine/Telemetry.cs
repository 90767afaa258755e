using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tauric.Engine;

/// <summary>
/// What the engine tells whoever listens, in the framework's own terms: an embedding program exports it as it likes.
/// While nobody listens an instrument costs a comparison.
/// </summary>
public static class Telemetry
{
    /// <summary>Of the meter and of the source of spans.</summary>
    public const string Name = "Tauric.Engine";

    internal static readonly Meter Meter = new(Name);

    internal static readonly ActivitySource Spans = new(Name);

    /// <summary>Upper bounds of buckets of durations, in seconds: a small partition takes a millisecond.</summary>
    internal static readonly InstrumentAdvice<double> Durations = new()
    {
        HistogramBucketBoundaries = [.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300],
    };
}
