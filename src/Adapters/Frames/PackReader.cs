using System.Buffers.Binary;
using Tauric.Engine;
using Tauric.Engine.Columnar;

namespace Tauric.Adapters.Frames;

/// <summary>Reads packs that <see cref="PackWriter"/> wrote, part by part. Each part is checked by its hash.</summary>
internal static class PackReader
{
    private const int TailBytes = 12;
    private const int RowsMax = 1 << 20;

    /// <summary>Where the directory is, from the last bytes of a pack.</summary>
    public static (long At, int Bytes) DirectoryPlace(ReadOnlySpan<byte> pack, long length, string where)
    {
        ReadOnlySpan<byte> tail = pack.Length < TailBytes ? [] : pack[^TailBytes..];
        if (tail.IsEmpty || !tail[4..].SequenceEqual(PackWriter.Magic))
            throw new DataException($"'{where}' is damaged at byte {length}: it does not end as a pack does.");
        int bytes = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (bytes < ContentHash.Bytes || bytes > length - TailBytes)
            throw new DataException($"'{where}' is damaged at byte {length}: a directory of {bytes} bytes.");
        return (length - TailBytes - bytes, bytes);
    }

    /// <param name="bytes">Exactly the directory.</param>
    public static List<PackSegment> Directory(ReadOnlySpan<byte> bytes, string where, long at)
    {
        var from = Checked(bytes, where, at);
        var schemas = new Schema[from.Count(from.Left)];
        foreach (ref Schema schema in schemas.AsSpan()) schema = SchemaBytes.Read(ref from);
        var blocks = new (Schema Schema, long At, int Bytes)[from.Count(from.Left)];
        foreach (ref (Schema, long, int) block in blocks.AsSpan())
        {
            int schema = from.Count(schemas.Length - 1);
            block = (schemas[schema], from.Count(at), from.Count(at));
        }

        int count = from.Count(from.Left);
        var segments = new List<PackSegment>(count);
        for (int i = 0; i < count; i++) segments.Add(Segment(blocks, ref from));
        from.End();
        return segments;
    }

    /// <summary>
    /// The blocks of a pack and the segments of each, in the order they were written, and where the directory is.
    /// </summary>
    public static (List<(PackBlock Block, PackSegment[] Segments)> Blocks, long DirectoryAt) Blocks(
        ReadOnlySpan<byte> pack, string where)
    {
        (long at, int length) = DirectoryPlace(pack, pack.Length, where);
        var blocks = new List<(PackBlock, PackSegment[])>();
        foreach (var segments in Directory(pack.Slice((int)at, length), where, at).GroupBy(s => s.BlockAt))
        {
            PackSegment first = segments.First();
            if (first.BlockAt + first.BlockBytes > pack.Length) throw new DataException(
                $"'{where}' is damaged at byte {first.BlockAt}: a header beyond the end.");
            PackBlock block = Block(
                pack.Slice((int)first.BlockAt, first.BlockBytes), first.Schema, where, first.BlockAt);
            foreach (ChunkPlace place in block.Columns)
            {
                if (place.Inline is null && place.At + place.Bytes > pack.Length) throw new DataException(
                    $"'{where}' is damaged at byte {place.At}: a column beyond the end.");
            }

            blocks.Add((block, [.. segments]));
        }

        return (blocks, at);
    }

    /// <param name="bytes">Exactly the header.</param>
    public static PackBlock Block(ReadOnlySpan<byte> bytes, Schema schema, string where, long at)
    {
        var from = Checked(bytes, where, at);
        int rows = from.Count(RowsMax);
        int columns = from.Count(from.Left);
        if (columns != schema.Count) throw from.Fault($"{columns} columns, {schema.Count} were expected");
        var places = new ChunkPlace[columns];
        foreach (ref ChunkPlace place in places.AsSpan())
        {
            int length = from.Count(int.MaxValue);
            if (length <= PackWriter.InlineMax)
            {
                place = new ChunkPlace(from.Bytes(length).ToArray(), 0, false, 0, length);
                continue;
            }

            UInt128 hash = from.Hash();
            bool isElsewhere = from.Count(1) == 1;
            place = new ChunkPlace(null, hash, isElsewhere, isElsewhere ? 0 : from.Count(int.MaxValue), length);
        }

        from.End();
        return new PackBlock(rows, places);
    }

    /// <summary>A column from the bytes of its chunk.</summary>
    public static Column Column(ReadOnlySpan<byte> bytes, ChunkPlace place, Field field, int rows, string where)
    {
        if (place.Inline is null && ContentHash.Of(bytes) != place.Hash)
            throw new DataException($"'{where}' is damaged at byte {place.At}: column '{field.Name}' is not as it was "
                + "written.");
        var from = new ByteCursor(bytes, where, place.At);
        Column column = ColumnChunk.Read(field.Type, rows, ref from);
        if (from.Left == 0) return column;
        column.Dispose();
        throw from.Fault($"{from.Left} bytes too many");
    }

    private static PackSegment Segment((Schema Schema, long At, int Bytes)[] blocks, ref ByteCursor from)
    {
        string name = from.Text();
        (Schema schema, long at, int bytes) = blocks[from.Count(blocks.Length - 1)];
        int skip = from.Count(RowsMax), rows = from.Count(RowsMax);
        long? first = null, last = null;
        if (from.Count(1) == 1) last = (first = from.Signed()) + from.Signed();
        var facts = FrameFacts.Read(ref from);
        int has = from.Count(PackWriter.HasPositions | PackWriter.HasBarFacts);
        if ((has & PackWriter.HasBarFacts) != 0) facts = facts with { Bars = BarFacts.Read(ref from) };
        var segment = new PackSegment(name, schema, at, bytes, skip, rows, first, last, facts);
        if ((has & PackWriter.HasPositions) == 0) return segment;
        long[] words = Words.Rent(rows);
        try
        {
            Words.Read(ref from, words.AsSpan(0, rows));
            return segment with { Positions = Array.ConvertAll(words[..rows], w => (int)w) };
        }
        finally
        {
            Words.Return(words);
        }
    }

    private static ByteCursor Checked(ReadOnlySpan<byte> bytes, string where, long at)
    {
        if (bytes.Length < ContentHash.Bytes
            || BinaryPrimitives.ReadUInt128LittleEndian(bytes[^ContentHash.Bytes..])
                != ContentHash.Of(bytes[..^ContentHash.Bytes]))
            throw new DataException($"'{where}' is damaged at byte {at}: it is not as it was written.");
        return new ByteCursor(bytes[..^ContentHash.Bytes], where, at);
    }
}
