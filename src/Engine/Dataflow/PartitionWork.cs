using System.Text.Encodings.Web;
using System.Text.Json;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Dataflow;

/// <summary>The engine's side of <see cref="Work"/>: holds the cut inputs, collects rows and rejects.</summary>
internal sealed class PartitionWork : Work, IDisposable
{
    private const int RejectDetailMax = 200;
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly List<ReadRows> _inputs = [];
    private readonly List<IObjectParts> _parts = [];
    private readonly List<RecordBatch> _written = [];
    private readonly SortedDictionary<string, long> _rejects = new(StringComparer.Ordinal);
    private readonly MemoryStream _rejectLines = new();
    private readonly Schema _schema;

    public PartitionWork(Node node, PartitionCache cache, int batchRowsMax, CancellationToken cancelled)
    {
        Key = node.Partition.Key;
        Cancelled = cancelled;
        BatchRowsMax = batchRowsMax;
        _schema = node.Step!.Output.Schema;
        for (int i = 0; i < node.Inputs.Length; i++)
            if (node.Inputs[i]?.Record is { } record) _inputs.Add(Cut(node.Partition.Reads[i], record, cache));
    }

    public override string Key { get; }

    public override CancellationToken Cancelled { get; }

    public override int BatchRowsMax { get; }

    /// <summary>
    /// What the objects it writes may leave out: parts of those whose every byte decided its fingerprint and that stay
    /// when their partition writes others. Of a range of rows only those did.
    /// </summary>
    public IReadOnlyList<IObjectParts> Parts => _parts;

    public IReadOnlyList<RejectCount> Rejects => [.. _rejects.Select(r => new RejectCount(r.Key, r.Value))];

    /// <summary>The refused rows as JSON lines, in the order they were refused.</summary>
    public ReadOnlySpan<byte> RejectLines => _rejectLines.GetBuffer().AsSpan(0, (int)_rejectLines.Length);

    public override IReadOnlyList<ReadRows> Rows(Dataset dataset) =>
        [.. _inputs.Where(r => r.Read.Dataset.Name == dataset.Name)];

    public override void Write(RecordBatch rows)
    {
        _written.Add(rows);
        if (!rows.Schema.Equals(_schema)) throw new BugException(
            $"Rows of [{rows.Schema}], the dataset says [{_schema}].");
    }

    public override void Reject(string reason, string where, string detail)
    {
        _rejects[reason] = _rejects.GetValueOrDefault(reason) + 1;
        using (var json = new Utf8JsonWriter(_rejectLines, s_json))
        {
            json.WriteStartObject();
            json.WriteString("reason", reason);
            json.WriteString("where", where);
            json.WriteString("detail", detail.Length > RejectDetailMax
                ? string.Concat(detail.AsSpan(0, RejectDetailMax), "…") : detail);
            json.WriteEndObject();
        }

        _rejectLines.WriteByte((byte)'\n');
    }

    /// <summary>Everything written, as one batch. The caller disposes.</summary>
    public RecordBatch Result() => Concatenation.Of(_schema, _written);

    public void Dispose()
    {
        foreach (ReadRows input in _inputs) input.Rows.Dispose();
        foreach (RecordBatch rows in _written) rows.Dispose();
        _rejectLines.Dispose();
    }

    private ReadRows Cut(Read read, PartitionRecord record, PartitionCache cache)
    {
        RecordBatch rows = cache.Rent(read.Dataset, record, out IReadOnlyList<IObjectParts> parts);
        if (read.IsWhole && read.Dataset.IsVersioned) _parts.AddRange(parts);
        if (read.IsWhole) return new ReadRows(read, rows);
        using (rows)
        {
            Range range = RowIndex.Between(rows[read.Dataset.KnownAt!].Values<long>(), read.After, read.Until);
            (int start, int count) = range.GetOffsetAndLength(rows.Length);
            return new ReadRows(read, rows.Slice(start, count));
        }
    }
}
