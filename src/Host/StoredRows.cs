using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Host;

/// <summary>Reads what a run left, outside of a run.</summary>
internal static class StoredRows
{
    /// <summary>Partitions of a dataset by key; the caller disposes the rows.</summary>
    /// <param name="newest">Only so many, the last by key.</param>
    public static IEnumerable<(string Key, RecordBatch Rows)> Rows(
        this IObjectStore store, ILookup<string, PartitionRecord> records, Dataset dataset, int newest = int.MaxValue)
    {
        foreach (PartitionRecord record in records[dataset.Name].OrderBy(r => r.Key, StringComparer.Ordinal)
            .TakeLast(newest))
            yield return (record.Key, store.Rows(record, dataset));
    }

    /// <summary>A partition's; the caller disposes them.</summary>
    public static RecordBatch Rows(this IObjectStore store, PartitionRecord record, Dataset dataset)
    {
        IFormat format = Wiring.Formats[dataset.Format].Within(store);
        RecordBatch[] batches = [.. record.Objects.Where(o => !o.IsReject)
            .Select(o => format.Read(dataset.Schema, store.Load(o.Key), o.Key))];
        try
        {
            return Concatenation.Of(dataset.Schema, batches);
        }
        finally
        {
            foreach (RecordBatch batch in batches) batch.Dispose();
        }
    }
}
