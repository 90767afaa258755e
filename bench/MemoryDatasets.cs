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

    /// <summary>The processor's share of it, which others on the machine do not change.</summary>
    public double ProcessorSeconds { get; private set; }

    public IReadOnlyList<string> Of(Dataset dataset) => [.. Partitions(dataset).Keys];

    /// <summary>Takes the batch over.</summary>
    public void Put(Dataset dataset, string key, RecordBatch rows)
    {
        if (Partitions(dataset).Remove(key, out RecordBatch? old)) old.Dispose();
        Partitions(dataset).Add(key, rows);
    }

    /// <param name="only">Keys of the partitions to compute; null for all.</param>
    /// <summary>The partitions of a dataset, by key; borrowed.</summary>
    public IEnumerable<RecordBatch> All(Dataset dataset) => Partitions(dataset).Values;

    /// <returns>Rows written.</returns>
    public long Run(Step step, IReadOnlyList<string>? only = null)
    {
        long rows = 0;
        foreach (Partition partition in step.Plan(this).ToArray())
        {
            if (only is not null && !only.Contains(partition.Key)) continue;
            using var work = new MemoryWork(this, partition);
            TimeSpan before = Environment.CpuUsage.TotalTime;
            Seconds += Measurement.Seconds(() => step.Run(work));
            ProcessorSeconds += (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            Rejected += work.Rejected;
            RecordBatch result = Concatenation.Of(step.Output.Schema, work.Written);
            Put(step.Output, partition.Key, result);
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
