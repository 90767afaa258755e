using System.Buffers.Binary;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Frames;

/// <summary>Reads packs that <see cref="PackWriter"/> wrote, part by part. Each part is checked by its hash.</summary>
internal static class PackReader
{
    private const int TailBytes = 12;

    /// <summary>Of the end of a pack, read at once: most directories are shorter.</summary>
    private const int EndBytes = 1 << 16;

    private const int RowsMax = 1 << 20;

    /// <summary>The directory of a pack in a store, and how large the pack is; no column is read.</summary>
    public static (long Bytes, PackDirectory Directory) Directory(IObjectStore store, string key)
    {
        long bytes = store.Stat(key)?.Bytes ?? throw new ResourceException($"There is no pack '{key}'.");
        int length = (int)Math.Min(bytes, EndBytes);
        byte[] tail = store.Load(key, bytes - length, length);
        (long at, int directory) = DirectoryPlace(tail, bytes, key);
        int inTail = (int)(at - (bytes - length));
        byte[] read = inTail >= 0 ? tail[inTail..(inTail + directory)] : store.Load(key, at, directory);
        return (bytes, Directory(read, key, at));
    }

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
    public static PackDirectory Directory(ReadOnlySpan<byte> bytes, string where, long at)
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
        Dictionary<UInt128, string> holders = from.Left == 0 ? [] : Holders(ref from);
        from.End();
        return new PackDirectory(segments, holders);
    }

    /// <summary>
    /// The blocks of a pack and the segments of each, in the order they were written, and where the directory is.
    /// </summary>
    public static (List<(PackBlock Block, PackSegment[] Segments)> Blocks, PackDirectory Directory, long DirectoryAt)
        Blocks(ReadOnlySpan<byte> pack, string where)
    {
        (long at, int length) = DirectoryPlace(pack, pack.Length, where);
        PackDirectory directory = Directory(pack.Slice((int)at, length), where, at);
        var blocks = new List<(PackBlock, PackSegment[])>();
        foreach (var segments in directory.Segments.GroupBy(s => s.BlockAt))
        {
            PackSegment first = segments.First();
            if (first.BlockAt + first.BlockBytes > pack.Length) throw new DataException(
                $"'{where}' is damaged at byte {first.BlockAt}: a header beyond the end.");
            PackBlock block = Block(
                pack.Slice((int)first.BlockAt, first.BlockBytes), first.Schema, where, first.BlockAt);
            foreach (ChunkPlace place in block.Columns)
            {
                if (place.IsOwn && place.At + place.Bytes > pack.Length) throw new DataException(
                    $"'{where}' is damaged at byte {place.At}: a column beyond the end.");
            }

            blocks.Add((block, [.. segments]));
        }

        return (blocks, directory, at);
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

    private static Dictionary<UInt128, string> Holders(ref ByteCursor from)
    {
        var holders = new Dictionary<UInt128, string>();
        int count = from.Count(from.Left);
        for (int i = 0; i < count; i++)
        {
            string holder = from.Text();
            int columns = from.Count(from.Left / ContentHash.Bytes);
            for (int c = 0; c < columns; c++) holders[from.Hash()] = holder;
        }

        return holders;
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
