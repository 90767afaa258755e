using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;

namespace Tauric.Adapters.Catalog;

/// <summary>Partition records as rows of the catalog's tables, and back.</summary>
internal static class PartitionRows
{
    /// <summary>Rows of a batch for <see cref="ReadAll"/>: few enough to be made while the next are fetched.</summary>
    public const int BatchRows = 2048;

    private static readonly Schema s_partition = new(
        new("dataset", ArrowType.Utf8), new("key", ArrowType.Utf8), new("fingerprint", ArrowType.Binary),
        new("content", ArrowType.Binary), new("producer", ArrowType.Utf8), new("run_id", ArrowType.Utf8),
        new("rows", ArrowType.Int64), new("bytes", ArrowType.Int64), new("objects", ArrowType.Binary),
        new("row_index", ArrowType.Binary), new("rejects", ArrowType.Utf8));

    private static readonly Schema s_input = new(
        new("dataset", ArrowType.Utf8), new("key", ArrowType.Utf8), new("position", ArrowType.Int32),
        new("input_dataset", ArrowType.Utf8), new("input_key", ArrowType.Utf8), new("after", ArrowType.Int64),
        new("until", ArrowType.Int64), new("rows_sha256", ArrowType.Binary));

    private static readonly Schema s_key = new(new Field("dataset", ArrowType.Utf8), new Field("key", ArrowType.Utf8));

    public static RecordBatch Build(IEnumerable<PartitionRecord> records)
    {
        using var rows = new BatchBuilder(s_partition);
        foreach (PartitionRecord record in records)
        {
            rows[0].AppendText(record.Dataset);
            rows[1].AppendText(record.Key);
            AppendHash(rows[2], record.Fingerprint);
            AppendHash(rows[3], record.Content);
            rows[4].AppendText(record.Producer);
            rows[5].AppendText(record.RunId);
            rows[6].Append(record.Rows);
            rows[7].Append(record.Bytes);
            rows[8].AppendBytes(record.Objects.Encoded);
            if (record.Index is { } index) rows[9].AppendBytes(index.Encode());
            else rows[9].AppendNull();
            rows[10].AppendText(JsonSerializer.Serialize(record.Rejects, RejectsJson.Default.IReadOnlyListRejectCount));
        }

        return rows.Build();
    }

    /// <summary>
    /// Every record of a query's batches, which it disposes: those of one are made while the next is fetched.
    /// </summary>
    public static List<PartitionRecord> ReadAll(IEnumerable<RecordBatch> batches)
    {
        var shared = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        string Share(string text) => shared.GetOrAdd(text, text);   // A few values for all records.
        var reads = new List<Task<PartitionRecord[]>>();
        foreach (RecordBatch batch in batches) reads.Add(Task.Run(() => Read(batch, Share)));
        return [.. reads.SelectMany(read => read.GetAwaiter().GetResult())];
    }

    private static PartitionRecord[] Read(RecordBatch batch, Func<string, string> share)
    {
        using (batch)
        {
            var read = new PartitionRecord[batch.Length];
            for (int row = 0; row < read.Length; row++) read[row] = Read(batch, row, share);
            return read;
        }
    }

    private static PartitionRecord Read(RecordBatch rows, int row, Func<string, string> share) => new()
    {
        Dataset = share(rows["dataset"].Text(row)!),
        Key = rows["key"].Text(row)!,
        Fingerprint = Hash256.From(rows["fingerprint"].Bytes(row)),
        Content = Hash256.From(rows["content"].Bytes(row)),
        Producer = share(rows["producer"].Text(row)!),
        RunId = share(rows["run_id"].Text(row)!),
        Rows = rows["rows"].Values<long>()[row],
        Objects = ObjectList.Decode(rows["objects"].Bytes(row)),
        Index = rows["row_index"].IsNull(row) ? null : RowIndex.Decode(rows["row_index"].Bytes(row)),
        Rejects = rows["rejects"].Bytes(row) is { Length: > 2 } json
            ? JsonSerializer.Deserialize(json, RejectsJson.Default.IReadOnlyListRejectCount)! : [],
    };

    public static RecordBatch BuildInputs(IReadOnlyList<Commit> commits)
    {
        using var rows = new BatchBuilder(s_input);
        foreach (Commit commit in commits)
        {
            for (int i = 0; i < commit.Inputs.Count; i++)
            {
                InputRecord input = commit.Inputs[i];
                rows[0].AppendText(commit.Record.Dataset);
                rows[1].AppendText(commit.Record.Key);
                rows[2].Append(i);
                rows[3].AppendText(input.Dataset);
                rows[4].AppendText(input.Key);
                rows[5].Append(input.After);
                rows[6].Append(input.Until);
                AppendHash(rows[7], input.Rows);
            }
        }

        return rows.Build();
    }

    /// <summary>Inputs of a query's batches, which it disposes; columns as <see cref="CatalogSchema.SelectInputs"/>
    /// names them.</summary>
    public static List<InputRecord> ReadInputs(IEnumerable<RecordBatch> batches)
    {
        var inputs = new List<InputRecord>();
        foreach (RecordBatch batch in batches)
        {
            using (batch)
                for (int row = 0; row < batch.Length; row++) inputs.Add(ReadInput(batch, row));
        }

        return inputs;
    }

    private static InputRecord ReadInput(RecordBatch rows, int row) => new(
        rows["input_dataset"].Text(row)!, rows["input_key"].Text(row)!, rows["after"].Values<long>()[row],
        rows["until"].Values<long>()[row], Hash256.From(rows["rows_sha256"].Bytes(row)));

    public static RecordBatch Keys(IEnumerable<PartitionRecord> records)
    {
        using var rows = new BatchBuilder(s_key);
        foreach (PartitionRecord record in records)
        {
            rows[0].AppendText(record.Dataset);
            rows[1].AppendText(record.Key);
        }

        return rows.Build();
    }

    /// <summary>The rows with <see cref="CatalogSchema.OriginColumns"/>.</summary>
    public static RecordBatch WithOrigin(RecordBatch rows, string key, DateTimeOffset createdAt)
    {
        using ColumnBuilder partition = new(ArrowType.Utf8), created = new(ArrowType.Timestamp);
        for (int i = 0; i < rows.Length; i++)
        {
            partition.AppendText(key);
            created.Append(UtcMicros.From(createdAt));
        }

        Field[] fields =
            [new(CatalogSchema.PartitionColumn, ArrowType.Utf8), new(CatalogSchema.CreatedColumn, ArrowType.Timestamp)];
        return new RecordBatch(new Schema([.. rows.Schema.Fields, .. fields]), rows.Length,
            [.. rows.Columns.Select(c => c.Retain()), partition.Build(), created.Build()]);
    }

    private static void AppendHash(ColumnBuilder column, Hash256 hash)
    {
        Span<byte> bytes = stackalloc byte[32];
        hash.CopyTo(bytes);
        column.AppendBytes(bytes);
    }
}

/// <summary>How rejects are read and written, made by the compiler: a run need not reflect for it.</summary>
[JsonSerializable(typeof(IReadOnlyList<RejectCount>))]
internal sealed partial class RejectsJson : JsonSerializerContext;
