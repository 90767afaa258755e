using Tauric.Engine.Dataflow;

namespace Tauric.Host.Report;

/// <summary>Turns counts into rates: how fast a stage goes and when it will be done.</summary>
internal sealed class StageMeter(TimeProvider clock)
{
    private readonly Dictionary<string, (long At, StageCount Count)> _first = new(StringComparer.Ordinal);

    public List<Stage> Observe(RunReport report) =>
        [.. report.Steps.Select(s =>
            Observe(new StageCount(s.Dataset, s.Partitions, s.Computed + s.Reused, s.Rows, s.Rejected)))];

    /// <summary>Rates are since a partition of the stage was first seen done: waiting does not count.</summary>
    public Stage Observe(StageCount now)
    {
        if (now.Done == 0) return new Stage(now, RowsPerSecond: null, Eta: null);
        if (!_first.TryGetValue(now.Dataset, out var first))
            _first.Add(now.Dataset, first = (clock.GetTimestamp(), now));
        double seconds = clock.GetElapsedTime(first.At).TotalSeconds;
        long done = now.Done - first.Count.Done;
        if (seconds <= 0 || done == 0) return new Stage(now, RowsPerSecond: null, Eta: null);
        TimeSpan eta = TimeSpan.FromSeconds(seconds * (now.Partitions - now.Done) / done);
        return new Stage(now, (now.Rows - first.Count.Rows) / seconds, eta);
    }
}

/// <param name="Done">Partitions computed or reused, of <paramref name="Partitions"/>.</param>
internal readonly record struct StageCount(string Dataset, long Partitions, long Done, long Rows, long Rejected);

/// <param name="RowsPerSecond">Null until two commits were seen.</param>
internal sealed record Stage(StageCount Count, double? RowsPerSecond, TimeSpan? Eta)
{
    public bool IsFinished => Count.Done == Count.Partitions;

    public string Rate => RowsPerSecond is { } rate ? Amount.Count((long)rate) + " rows/s" : "";

    public string Remaining => Eta is { } eta && !IsFinished ? "ETA " + Amount.Duration(eta) : "";

    public string Progress => $"{Amount.Count(Count.Done)}/{Amount.Count(Count.Partitions)}";
}
