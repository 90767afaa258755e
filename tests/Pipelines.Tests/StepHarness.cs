using System.Globalization;
using System.Text;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Tests;

/// <summary>
/// Datasets in memory: runs a step's partitions on declared reads, as the engine would, and keeps the rows.
/// </summary>
public sealed class StepHarness : IPartitionKeys, IDisposable
{
    private readonly SortedDictionary<string, SortedDictionary<string, RecordBatch>> _datasets =
        new(StringComparer.Ordinal);

    public int BatchRowsMax { get; init; } = 1024;

    /// <summary>Null for the test's own.</summary>
    public CancellationToken? Cancelled { get; init; }

    public IReadOnlyList<string> Of(Dataset dataset) => [.. Partitions(dataset).Keys];

    /// <summary>Takes the batch over.</summary>
    public void Put(Dataset dataset, string key, RecordBatch rows)
    {
        if (Partitions(dataset).Remove(key, out RecordBatch? old)) old.Dispose();
        Partitions(dataset).Add(key, rows);
    }

    /// <summary>Plans and runs every partition of a step, or one; its output can then be read by the next.</summary>
    public StepResult Run(Step step, string? only = null)
    {
        var result = new StepResult();
        foreach (Partition partition in step.Plan(this).ToList())
        {
            if (only is not null && partition.Key != only) continue;
            using var work = new MemoryWork(this, partition);
            step.Run(work);
            foreach (RecordBatch batch in work.Written) result.Add(partition.Key, batch);
            result.Rejects.AddRange(work.Rejects);
            result.Partitions.Add(partition);
            Put(step.Output, partition.Key, Concatenation.Of(step.Output.Schema, work.Written));
        }

        return result;
    }

    public void Dispose()
    {
        foreach (RecordBatch rows in _datasets.Values.SelectMany(partitions => partitions.Values)) rows.Dispose();
    }

    private SortedDictionary<string, RecordBatch> Partitions(Dataset dataset)
    {
        if (!_datasets.TryGetValue(dataset.Name, out var partitions))
            _datasets.Add(dataset.Name, partitions = new(StringComparer.Ordinal));
        return partitions;
    }

    private sealed class MemoryWork(StepHarness store, Partition partition) : Work, IDisposable
    {
        private readonly List<RecordBatch> _cut = [];

        public List<RecordBatch> Written { get; } = [];

        public List<Reject> Rejects { get; } = [];

        public override string Key => partition.Key;

        public override CancellationToken Cancelled => store.Cancelled ?? TestContext.Current.CancellationToken;

        public override int BatchRowsMax => store.BatchRowsMax;

        public override IReadOnlyList<ReadRows> Rows(Dataset dataset) =>
            [.. partition.Reads
                .Where(read => read.Dataset.Name == dataset.Name && store.Partitions(dataset).ContainsKey(read.Key))
                .Select(read => new ReadRows(read, Cut(store.Partitions(dataset)[read.Key], read)))];

        public override void Write(RecordBatch rows) => Written.Add(rows);

        public override void Reject(string reason, string where, string detail) =>
            Rejects.Add(new(Key, reason, where, detail));

        public void Dispose()
        {
            foreach (RecordBatch rows in _cut.Concat(Written)) rows.Dispose();
        }

        private RecordBatch Cut(RecordBatch rows, Read read)
        {
            int start = 0, end = rows.Length;
            if (!read.IsWhole)
            {
                ReadOnlySpan<long> known = rows[read.Dataset.KnownAt!].Values<long>();
                while (start < end && known[start] <= read.After) start++;
                while (end > start && known[end - 1] > read.Until) end--;
            }

            RecordBatch cut = rows.Slice(start, end - start);
            _cut.Add(cut);
            return cut;
        }
    }
}

public sealed record Reject(string Partition, string Reason, string Where, string Detail);

/// <summary>What a step wrote, as text: a row is its columns joined by <c>|</c>, null is <c>~</c>.</summary>
public sealed class StepResult
{
    public List<Partition> Partitions { get; } = [];

    public List<(string Key, IReadOnlyDictionary<string, string> Fields)> Rows { get; } = [];

    public List<Reject> Rejects { get; } = [];

    public IEnumerable<string> Lines => Rows.Select(row => row.Key + ": " + string.Join('|', row.Fields.Values));

    public IEnumerable<string> Reasons => Rejects.Select(reject => reject.Reason);

    public IEnumerable<string> All(string column) => Rows.Select(row => row.Fields[column]);

    public void Add(string key, RecordBatch batch)
    {
        for (int row = 0; row < batch.Length; row++)
        {
            var fields = new Dictionary<string, string>();
            for (int c = 0; c < batch.Schema.Count; c++) fields.Add(batch.Schema[c].Name, Text(batch[c], row));
            Rows.Add((key, fields));
        }
    }

    private static string Text(Column column, int row) => column.IsNull(row) ? "~" : column.Type switch
    {
        TimestampType => UtcMicros.Format(column.Values<long>()[row]),
        DateType => Pipelines.Corpus.CorpusDays.Text(UtcMicros.FromDate32(column.Values<int>()[row])),
        BoolType => column.Bit(row) ? "true" : "false",
        FloatType => (column.Type.Width == 4 ? (IFormattable)column.Values<float>()[row] : column.Values<double>()[row])
            .ToString("R", CultureInfo.InvariantCulture),
        IntegerType when column.Type.Width == 1 => $"{column.Values<sbyte>()[row]}",
        IntegerType => column.Type.Width == 4 ? $"{column.Values<int>()[row]}" : $"{column.Values<long>()[row]}",
        ListType => Items(column, row),
        StructType => $"({string.Join(' ', column.Children.Select(member => Text(member, row)))})",
        _ => Encoding.UTF8.GetString(column.Bytes(row)),
    };

    private static string Items(Column column, int row)
    {
        (int start, int count) = column.ItemRange(row).GetOffsetAndLength(column.Children[0].Length);
        return string.Join(' ', Enumerable.Range(start, count).Select(i => Text(column.Children[0], i)));
    }
}
