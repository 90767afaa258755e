using Tauric.Engine.Columnar;

namespace Tauric.Engine.Datasets;

/// <summary>
/// A pure function from rows of input partitions to the rows of one output partition. It sees columns, never a file,
/// a clock, a socket or a device; what it reads it declares, and it gets nothing else.
/// </summary>
public abstract class Step
{
    /// <summary>
    /// Its name in the pipeline; several steps may share one (<c>normalize_dedupe</c> writes five datasets).
    /// </summary>
    public abstract string Name { get; }

    /// <summary>
    /// Raised by whoever changes what <see cref="Run"/> computes: everything it wrote is then recomputed.
    /// </summary>
    public abstract int Version { get; }

    public abstract Dataset Output { get; }

    /// <summary>Parameters that decide the output, in a fixed order: they enter the fingerprint.</summary>
    public virtual IReadOnlyList<KeyValuePair<string, string>> Parameters => [];

    /// <summary>
    /// The partitions there are and the rows each reads: a function of upstream keys and parameters only.
    /// </summary>
    public abstract IEnumerable<Partition> Plan(IPartitionKeys upstream);

    /// <summary>Counts (int32) whose sums over all rows the report of a run tells: what a judging step found.</summary>
    public virtual IReadOnlyList<string> Reported => [];

    /// <summary>What the parameters ask for and the plan leaves out; read after <see cref="Plan"/>.</summary>
    public virtual IReadOnlyList<Absence> Absent => [];

    /// <summary>Computes one partition.</summary>
    public abstract void Run(Work work);
}

/// <summary>Keys of the partitions planned so far, in ordinal order.</summary>
public interface IPartitionKeys
{
    IReadOnlyList<string> Of(Dataset dataset);
}

/// <summary>One output partition: its key, the rows it reads, and what a user would select it by.</summary>
/// <param name="Key">Parts joined by <c>/</c>, as the dataset's <see cref="Dataset.Key"/> names them.</param>
/// <param name="Reads">In a fixed order: it enters the fingerprint.</param>
/// <param name="Scope">For <c>--tickers</c>, <c>--from</c>, <c>--to</c>.</param>
/// <param name="Outside">Version of what it reads outside the catalog (payload files), or empty.</param>
public sealed record Partition(string Key, IReadOnlyList<Read> Reads, Scope Scope = default, string Outside = "");

/// <summary>Nothing can be made of an entity, and why.</summary>
/// <param name="Entity">As <see cref="Scope"/> has it.</param>
/// <param name="Reason">E.g. <c>no prices in the input</c>.</param>
public sealed record Absence(string Entity, string Reason)
{
    /// <summary>A line for each reason: <c>NVDA, TSLA: no prices in the input</c>.</summary>
    public static IEnumerable<string> Lines(IEnumerable<Absence> absent) =>
        absent.GroupBy(a => a.Reason, StringComparer.Ordinal)
            .Select(same => $"{string.Join(", ", same.Select(a => a.Entity))}: {same.Key}");
}

/// <summary>
/// Rows of one input partition: all, or those known in (<paramref name="After"/>, <paramref name="Until"/>].
/// </summary>
/// <param name="After">Exclusive lower bound, µs UTC; <see cref="long.MinValue"/> for none.</param>
/// <param name="Until">Inclusive upper bound, µs UTC: the point in time. <see cref="long.MaxValue"/> for none.</param>
public sealed record Read(Dataset Dataset, string Key, long After = long.MinValue, long Until = long.MaxValue)
{
    public bool IsWhole => After == long.MinValue && Until == long.MaxValue;
}

/// <summary>A declared read and its rows.</summary>
public sealed record ReadRows(Read Read, RecordBatch Rows);

/// <summary>What a partition is about. Default: everything, always selected.</summary>
public readonly record struct Scope(string? Entity, DateOnly? From = null, DateOnly? To = null)
{
    /// <summary>Does the selection touch it?</summary>
    public bool Intersects(IReadOnlySet<string>? entities, DateOnly? from, DateOnly? to) =>
        (entities is null || Entity is null || entities.Contains(Entity))
        && (from is null || To is null || To >= from)
        && (to is null || From is null || From <= to);
}

/// <summary>One partition while it is computed: the rows it declared, where its own go, and what it refuses.</summary>
public abstract class Work
{
    public abstract string Key { get; }

    public abstract CancellationToken Cancelled { get; }

    /// <summary>Rows a batch holds at most when a step emits in pieces.</summary>
    public abstract int BatchRowsMax { get; }

    /// <summary>
    /// The declared reads of a dataset with their rows, in the declared order, cut to their ranges. A partition that
    /// does
    /// not exist is left out. The batches are borrowed.
    /// </summary>
    public abstract IReadOnlyList<ReadRows> Rows(Dataset dataset);

    /// <summary>Appends rows to the output. Takes the batch over.</summary>
    public abstract void Write(RecordBatch rows);

    /// <summary>Refuses a row: counted by reason and kept under <c>rejected/</c>.</summary>
    /// <param name="reason">A short stable slug, e.g. <c>no-headline</c>.</param>
    /// <param name="where">File, row, column or key: enough to find it.</param>
    /// <param name="detail">What was seen, shortened.</param>
    public abstract void Reject(string reason, string where, string detail);
}
