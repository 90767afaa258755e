using Tauric.Adapters.Sinks;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Frames;

/// <summary>
/// A pack as the object of a pipeline: a segment a value of the column <c>symbol</c>, so that
/// <see cref="FrameStore.Adopt(IReadOnlyList{AdoptedPack}, string)"/> can make it a version of a frame a symbol without
/// a second copy. Rows come back in the order they had.
/// </summary>
/// <remarks>
/// A column that a pack of an input has is left out: the pack names the partition that holds it (not the object: that
/// may be replaced by one that still has the column, and this pack is the same then). A column that is not longer than
/// <see cref="PackWriter.InlineMax"/> is written where it belongs: a reference would not be shorter.
/// </remarks>
[Format("frames")]
public sealed class FramesFormat : IFormat
{
    public const string SymbolColumn = "symbol";

    private readonly ColumnHolders? _holders;

    public FramesFormat()
    {
    }

    private FramesFormat(IObjectStore store) => _holders = new ColumnHolders(store);

    public string Name => "frames";

    public IFormat Within(IObjectStore store) => new FramesFormat(store);

    public byte[] Write(RecordBatch rows) => Write(rows, []);

    public byte[] Write(RecordBatch rows, IReadOnlyList<IObjectParts> inputs)
    {
        var pack = new PackWriter();
        (RecordBatch grouped, List<FrameRun> runs) = BySymbol(rows);
        using (grouped) pack.Add(grouped, runs);
        Dictionary<UInt128, string> holders = PackColumns.HoldersOf(pack.Hashes, inputs);
        return pack.Finish(_ => holders.Keys, holders).Bytes;
    }

    public IObjectParts? PartsOf(ReadOnlyMemory<byte> bytes, string key) => PackColumns.Of(bytes.Span, key);

    public RecordBatch Read(Schema schema, ReadOnlyMemory<byte> bytes, string where) =>
        Read(bytes, where, schema, _holders);

    /// <param name="wanted">Null for whatever the pack has.</param>
    /// <param name="holders">Null where no pack of another is at hand.</param>
    internal static RecordBatch Read(
        ReadOnlyMemory<byte> bytes, string where, Schema? wanted, ColumnHolders? holders)
    {
        (List<(PackBlock Block, PackSegment[] Segments)> parts, PackDirectory directory, long at) =
            PackReader.Blocks(bytes.Span, where);
        if (!bytes.Span.StartsWith(PackWriter.Magic)) throw new DataException(
            $"'{where}' is damaged at byte 0: it does not start as a pack of frames does.");
        PackSegment[] segments = [.. parts.SelectMany(p => p.Segments)];
        Schema schema = wanted ?? segments[0].Schema;
        if (Array.Find(segments, s => !s.Schema.Equals(schema)) is { } other) throw new DataException(
            $"'{where}' is damaged at byte {at}: rows of [{other.Schema}], wanted are [{schema}].");
        Dictionary<UInt128, byte[]> held = holders?.Load(directory.Holders, where) ?? [];
        var blocks = new List<RecordBatch>();
        try
        {
            foreach ((PackBlock block, _) in parts) blocks.Add(ReadBlock(block, schema, bytes.Span, held, where));
            using RecordBatch rows = Concatenation.Of(schema, blocks);
            if (segments.Sum(s => (long)s.Rows) != rows.Length) throw new DataException(
                $"'{where}' is damaged at byte {at}: the directory and the blocks differ in rows.");
            return InOrder(rows, segments, where, at);
        }
        finally
        {
            foreach (RecordBatch block in blocks) block.Dispose();
        }
    }

    private static RecordBatch ReadBlock(PackBlock block, Schema schema, ReadOnlySpan<byte> pack,
        Dictionary<UInt128, byte[]> held, string where)
    {
        var columns = new List<Column>(block.Columns.Length);
        try
        {
            for (int i = 0; i < block.Columns.Length; i++)
            {
                ChunkPlace place = block.Columns[i];
                byte[]? apart = place.Inline;
                if (place.IsElsewhere && !held.TryGetValue(place.Hash, out apart)) throw new DataException(
                    $"'{where}' has not its column '{schema[i].Name}' itself, and where that is is not at hand.");
                ReadOnlySpan<byte> chunk = apart ?? pack.Slice((int)place.At, place.Bytes);
                columns.Add(PackReader.Column(chunk, place, schema[i], block.Rows, where));
            }

            return new RecordBatch(schema, block.Rows, [.. columns]);
        }
        catch
        {
            foreach (Column column in columns) column.Dispose();
            throw;
        }
    }

    /// <summary>Rows of a symbol together, symbols in the order they first come.</summary>
    private static (RecordBatch Rows, List<FrameRun> Runs) BySymbol(RecordBatch rows)
    {
        int column = rows.Schema.IndexOf(SymbolColumn);
        if (column < 0 || rows.Schema[column].Type is not (BytesType { IsText: true }
            or DictionaryType { Value: BytesType { IsText: true } }))
            return (rows.Retain(), [new FrameRun("", 0, rows.Length)]);
        var positions = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var order = new List<(string Symbol, List<int> Rows)>();
        List<int>? current = null;
        bool moved = false;
        for (int row = 0; row < rows.Length; row++)
        {
            if (current is null || !rows[column].Bytes(row).SequenceEqual(rows[column].Bytes(row - 1)))
            {
                string symbol = rows[column].Text(row) ?? "";
                moved |= positions.TryGetValue(symbol, out current);
                if (current is null)
                {
                    positions.Add(symbol, current = []);
                    order.Add((symbol, current));
                }
            }

            current.Add(row);
        }

        if (order.Count == 0) return (rows.Retain(), [new FrameRun("", 0, 0)]);
        int start = 0;
        var runs = new List<FrameRun>(order.Count);
        foreach ((string symbol, List<int> at) in order)
        {
            runs.Add(new FrameRun(symbol, start, at.Count) { Positions = moved ? [.. at] : null });
            start += at.Count;
        }

        return (moved ? Concatenation.Gather(rows, [.. order.SelectMany(o => o.Rows)]) : rows.Retain(), runs);
    }

    /// <summary>Rows where their positions say.</summary>
    private static RecordBatch InOrder(RecordBatch rows, PackSegment[] segments, string where, long at)
    {
        if (Array.TrueForAll(segments, s => s.Positions is null)) return rows.Retain();
        var wanted = new int[rows.Length];
        Array.Fill(wanted, -1);
        int row = 0;
        foreach (PackSegment segment in segments)
        {
            foreach (int position in segment.Positions ?? [])
            {
                if ((uint)position < (uint)wanted.Length && wanted[position] < 0) wanted[position] = row;
                row++;
            }
        }

        return row == rows.Length && !wanted.Contains(-1) ? Concatenation.Gather(rows, wanted)
            : throw new DataException($"'{where}' is damaged at byte {at}: rows have no place.");
    }
}
