using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Dataflow;

/// <summary>
/// Re-hashes every committed object and marks the damaged partitions, so that the next run repairs them.
/// </summary>
public static class Verifier
{
    public static VerifyReport Verify(IObjectStore store, ICatalog catalog, int workers, CancellationToken cancelled)
    {
        IReadOnlyList<PartitionRecord> records = catalog.Load();
        var found = new IReadOnlyList<DamagedObject>[records.Count];
        Parallel.For(0, records.Count, new ParallelOptions
        {
            MaxDegreeOfParallelism = workers,
            CancellationToken = cancelled
        },
            i => found[i] = ObjectCheck.Damaged(store, records[i]));

        var marked = new List<PartitionRecord>();
        for (int i = 0; i < found.Length; i++)
        {
            if (found[i].Count == 0) continue;
            var keys = found[i].Select(d => d.Key).ToHashSet(StringComparer.Ordinal);
            marked.Add(records[i] with
            {
                Objects = [.. records[i].Objects.Select(o => keys.Contains(o.Key) ? o with { Tag = default } : o)],
            });
        }

        if (marked.Count > 0) catalog.Mark(marked);
        return new VerifyReport(records.Sum(r => (long)r.Objects.Count), records.Sum(r => r.Bytes),
            [.. found.SelectMany(f => f).OrderBy(d => d.Key, StringComparer.Ordinal)]);
    }
}

public sealed record VerifyReport(long Objects, long Bytes, IReadOnlyList<DamagedObject> Damaged);
