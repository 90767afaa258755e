using Tauric.Adapters.Frames;
using Tauric.Engine.Columnar;

namespace Tauric.Adapters.Catalog;

/// <summary>What a draft adds besides segments, as rows of the catalog's tables.</summary>
internal static class FrameDraftRows
{
    private static readonly ArrowType s_names = ArrowType.List(ArrowType.Utf8);

    private static readonly Schema s_frame = new(new("id", ArrowType.Int32), new("path", ArrowType.Utf8),
        new("library", ArrowType.Utf8), new("symbol", ArrowType.Utf8), new("stage", ArrowType.Utf8));

    private static readonly Schema s_schema = new(new("id", ArrowType.Int32), new("columns", s_names),
        new("dtypes", s_names), new("encoded", ArrowType.Binary));

    private static readonly Schema s_pack = new(new("id", ArrowType.Int32), new("key", ArrowType.Utf8),
        new("bytes", ArrowType.Int64), new("rows", ArrowType.Int64));

    private static readonly Schema s_chunk = new(new("high", ArrowType.UInt64), new("low", ArrowType.UInt64),
        new("pack", ArrowType.Int32), new("start", ArrowType.Int64));

    private static readonly Schema s_use = new([.. s_chunk.Fields.Take(3)]);

    private static readonly Schema s_reference = new([.. s_use.Fields, new("holder", ArrowType.Utf8)]);

    /// <param name="append">Inserts rows into a table and disposes them.</param>
    public static void Each(FrameDraft draft, Action<string, RecordBatch> append)
    {
        append("frame", Build(s_frame, draft.Frames.Values, (rows, frame) =>
        {
            rows[0].Append(frame.Id);
            rows[1].AppendText(frame.Path.ToString());
            rows[2].AppendText(frame.Path.Library);
            rows[3].AppendText(frame.Path.Symbol);
            rows[4].AppendText(FrameLibrary.Of(frame.Path.Library)?.Stage);
        }));
        append("frame_schema", Build(s_schema, draft.Schemas, (rows, schema) =>
        {
            rows[0].Append(schema.Id);
            AppendNames(rows[1], schema.Schema.Fields.Select(f => f.Name));
            AppendNames(rows[2], schema.Schema.Fields.Select(f => f.Type.Name));
            rows[3].AppendBytes(SchemaBytes.Of(schema.Schema));
        }));
        append("frame_pack", Build(s_pack, draft.Packs, (rows, pack) =>
        {
            rows[0].Append(pack.Id);
            rows[1].AppendText(pack.Key);
            rows[2].Append(pack.Bytes);
            rows[3].Append(pack.Rows);
        }));
        append("frame_chunk", Build(s_chunk, draft.Chunks, (rows, chunk) =>
        {
            AppendHash(rows, chunk.Hash);
            rows[2].Append(chunk.Pack);
            rows[3].Append(chunk.At);
        }));
        append("frame_chunk_use", Build(s_use, draft.Uses, (rows, use) =>
        {
            AppendHash(rows, use.Hash);
            rows[2].Append(use.Pack);
        }));
        append("frame_reference", Build(s_reference, draft.References, (rows, reference) =>
        {
            AppendHash(rows, reference.Hash);
            rows[2].Append(reference.Pack);
            rows[3].AppendText(reference.Holder);
        }));
    }

    /// <summary>The two halves of a hash, as the first columns.</summary>
    public static void AppendHash(BatchBuilder rows, UInt128 hash)
    {
        rows[0].Append((ulong)(hash >> 64));
        rows[1].Append((ulong)hash);
    }

    public static UInt128 HashAt(RecordBatch rows, int row) =>
        new(rows[0].Values<ulong>()[row], rows[1].Values<ulong>()[row]);

    private static RecordBatch Build<T>(Schema schema, IEnumerable<T> items, Action<BatchBuilder, T> append)
    {
        using var rows = new BatchBuilder(schema);
        foreach (T item in items) append(rows, item);
        return rows.Build();
    }

    private static void AppendNames(ColumnBuilder column, IEnumerable<string> names)
    {
        foreach (string name in names) column.Child().AppendText(name);
        column.CloseRow();
    }
}
