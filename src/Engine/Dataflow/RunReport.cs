using Tauric.Engine.Datasets;
using Tauric.Engine.Inference;

namespace Tauric.Engine.Dataflow;

/// <summary>What a run did, by dataset in pipeline order.</summary>
public sealed class RunReport
{
    private readonly List<StepReport> _steps = [];

    public required string RunId { get; init; }

    public required string System { get; init; }

    /// <summary><c>success</c>, <c>cancelled</c>, <c>failed</c> or <c>planned</c>.</summary>
    public string Status { get; internal set; } = "running";

    public TimeSpan Elapsed { get; internal set; }

    public IReadOnlyList<StepReport> Steps => _steps;

    /// <summary>In plan order, for <c>--plan</c>.</summary>
    public IReadOnlyList<PlannedPartition> Planned { get; internal set; } = [];

    /// <summary>What the configuration names and the run leaves out.</summary>
    public IReadOnlyList<Absence> Absent { get; internal set; } = [];

    /// <summary>Objects of partitions that the pipeline no longer defines, removed.</summary>
    public long Removed { get; internal set; }

    /// <summary>What was asked of the model; null when the run has none.</summary>
    public AskedCount? Asked { get; internal set; }

    public long Computed => _steps.Sum(s => s.Computed);

    public long Reused => _steps.Sum(s => s.Reused);

    public long Rejected => _steps.Sum(s => s.Rejected);

    public long Rows => _steps.Sum(s => s.Rows);

    public long BytesWritten { get; internal set; }

    /// <summary>Key of what happened, as JSON lines; null when the run left no trace.</summary>
    public string? Log { get; internal set; }

    internal StepReport Of(Step step)
    {
        StepReport? report = _steps.Find(s => s.Dataset == step.Output.Name);
        if (report is null) _steps.Add(report = new StepReport(step.Name, step.Output.Name));
        return report;
    }
}

/// <summary>Counts of one dataset.</summary>
public sealed class StepReport(string step, string dataset)
{
    public string Step { get; } = step;

    public string Dataset { get; } = dataset;

    /// <summary>Partitions in the run's selection.</summary>
    public long Partitions { get; internal set; }

    public long Computed { get; internal set; }

    public long Reused { get; internal set; }

    /// <summary>Rows, computed and reused.</summary>
    public long Rows { get; internal set; }

    public long Bytes { get; internal set; }

    public SortedDictionary<string, long> Rejects { get; } = new(StringComparer.Ordinal);

    public long Rejected => Rejects.Values.Sum();

    /// <summary>Sums of the columns the step reports, when it computed something.</summary>
    public IReadOnlyList<(string Column, long Sum)> Found { get; internal set; } = [];

    internal void Count(PartitionRecord record, bool computed)
    {
        if (computed) Computed++;
        else Reused++;
        Rows += record.Rows;
        Bytes += record.Bytes;
        foreach (RejectCount reject in record.Rejects)
            Rejects[reject.Reason] = Rejects.GetValueOrDefault(reject.Reason) + reject.Rows;
    }
}

/// <param name="Certain">False when an input must be computed first to know.</param>
public sealed record PlannedPartition(string Step, string Partition, string Because, bool Certain);
