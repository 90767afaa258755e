using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Bench;

/// <summary>Datasets in memory: a step's partitions one after the other, on the rows they declare.</summary>
internal sealed class MemoryDatasets : IPartitionKeys, IDisposable
{
    private readonly Dictionary<string, SortedDictionary<string, RecordBatch>> _rows = new(StringComparer.Ordinal);

    /// <summary>Rows refused so far.</summary>
    public long Rejected { get; private set; }

    /// <summary>Spent in the steps themselves: without planning, and without joining what they wrote.</summary>
    public double Seconds { get; private set; }

    public IReadOnlyList<string> Of(Dataset dataset) => [.. Partitions(dataset).Keys];

    /// <returns>Rows written.</returns>
    public long Run(Step step)
    {
        long rows = 0;
        SortedDictionary<string, RecordBatch> output = Partitions(step.Output);
        foreach (Partition partition in step.Plan(this).ToArray())
        {
            using var work = new MemoryWork(this, partition);
            Seconds += Measurement.Seconds(() => step.Run(work));
            Rejected += work.Rejected;
            RecordBatch result = Concatenation.Of(step.Output.Schema, work.Written);
            if (output.Remove(partition.Key, out RecordBatch? before)) before.Dispose();
            output.Add(partition.Key, result);
            rows += result.Length;
        }

        return rows;
    }

    public void Dispose()
    {
        foreach (RecordBatch rows in _rows.Values.SelectMany(p => p.Values)) rows.Dispose();
    }

    private SortedDictionary<string, RecordBatch> Partitions(Dataset dataset)
    {
        if (!_rows.TryGetValue(dataset.Name, out SortedDictionary<string, RecordBatch>? partitions))
            _rows.Add(dataset.Name, partitions = new(StringComparer.Ordinal));
        return partitions;
    }

    private sealed class MemoryWork(MemoryDatasets datasets, Partition partition) : Work, IDisposable
    {
        private readonly List<RecordBatch> _cut = [];

        public List<RecordBatch> Written { get; } = [];

        public override string Key => partition.Key;

        public override CancellationToken Cancelled => CancellationToken.None;

        public override int BatchRowsMax => 65_536;

        public override IReadOnlyList<ReadRows> Rows(Dataset dataset) =>
        [
            .. from read in partition.Reads
               where read.Dataset.Name == dataset.Name && datasets.Partitions(dataset).ContainsKey(read.Key)
               select new ReadRows(read, Cut(read, datasets.Partitions(dataset)[read.Key])),
        ];

        public override void Write(RecordBatch rows) => Written.Add(rows);

        public long Rejected { get; private set; }

        public override void Reject(string reason, string where, string detail) => Rejected++;

        public void Dispose()
        {
            foreach (RecordBatch rows in _cut.Concat(Written)) rows.Dispose();
        }

        private RecordBatch Cut(Read read, RecordBatch rows)
        {
            Range range = read.IsWhole
                ? Range.All
                : RowIndex.Between(rows[read.Dataset.KnownAt!].Values<long>(), read.After, read.Until);
            (int start, int count) = range.GetOffsetAndLength(rows.Length);
            _cut.Add(rows.Slice(start, count));
            return _cut[^1];
        }
    }
}
