using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Contracts;

/// <summary>
/// Remembers what was committed. A commit is one transaction: the records, their inputs and the rows that datasets
/// publish
/// as SQL tables appear together or not at all.
/// </summary>
public interface ICatalog : IDisposable
{
    /// <summary>Creates or checks the tables that datasets publish. Called once, before anything else.</summary>
    void Publish(IReadOnlyList<Dataset> datasets);

    /// <summary>Every committed partition.</summary>
    IReadOnlyList<PartitionRecord> Load();

    /// <summary>What a partition read when it was committed.</summary>
    IReadOnlyList<InputRecord> Inputs(string dataset, string key);

    void Commit(IReadOnlyList<Commit> commits);

    /// <summary>
    /// Replaces the object lists of these records and nothing else: what <c>verify</c> found damaged.
    /// </summary>
    void Mark(IReadOnlyList<PartitionRecord> records);

    /// <summary>Forgets partitions and their published rows.</summary>
    void Remove(IReadOnlyList<PartitionRecord> records);

    /// <summary>
    /// Replaces what is recorded of the run with this id. Others that are still running were interrupted.
    /// </summary>
    void Record(RunRecord run);
}

/// <param name="Published">Rows for the dataset's table, or null when it has none. Borrowed.</param>
public sealed record Commit(Dataset Dataset, PartitionRecord Record, IReadOnlyList<InputRecord> Inputs,
    RecordBatch? Published)
{
    /// <summary>By the clock of the run: <c>created_at</c> of the published rows, which no dataset has.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A row of <c>pipeline_run</c>.</summary>
/// <param name="RunId">Of this attempt: a run that resumes another is one of its own.</param>
/// <param name="Status"><c>running</c>, <c>success</c>, <c>cancelled</c> or <c>failed</c>.</param>
/// <param name="ParametersJson">Secrets redacted.</param>
/// <param name="ReportJson">Counts by step.</param>
public sealed record RunRecord(string RunId, string System, string Status, DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    long Seed, string GitHash, string ParametersJson, string ReportJson);
