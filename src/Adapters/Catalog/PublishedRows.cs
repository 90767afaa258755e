using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Catalog;

/// <summary>Rows of commits as their table shows them, and which partition they came with, and when.</summary>
internal sealed class PublishedRows : IDisposable
{
    private readonly List<RecordBatch> _batches = [];

    /// <param name="commits">Of the table, each with rows.</param>
    public PublishedRows(PublishedTable table, IEnumerable<Commit> commits)
    {
        string[] columns = [.. table.Columns];
        try
        {
            foreach (Commit commit in commits)
            {
                using RecordBatch shown = commit.Published!.Select(columns);
                _batches.Add(PartitionRows.WithOrigin(shown, commit.Record.Key, commit.CreatedAt));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IReadOnlyList<RecordBatch> Batches => _batches;

    public void Dispose()
    {
        foreach (RecordBatch batch in _batches) batch.Dispose();
    }
}
