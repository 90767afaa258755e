using System.Buffers.Binary;
using System.Text.Unicode;
using Tauric.Engine.Columnar;

namespace Tauric.Adapters.Frames;

/// <summary>Texts or bytes, none of them null: each, or where it is shorter the distinct ones and which each
/// is.</summary>
internal static class TextChunk
{
    private const byte Each = 0, Distinct = 1;

    public static void Write(Column column, ByteOutput output)
    {
        int[] which = new int[column.Length];
        List<int> firsts = Firsts(column, which);
        long each = 0, distinct = 0;
        for (int row = 0; row < which.Length; row++) each += column.Bytes(row).Length;
        foreach (int row in firsts) distinct += column.Bytes(row).Length;
        bool repeats = firsts.Count < which.Length && distinct + (which.Length / 8) <= each;
        output.Byte(repeats ? Distinct : Each);
        if (repeats)
        {
            output.Varint(firsts.Count);
            WriteRows(column, firsts.ToArray(), output);
            WriteNumbers(which, output);
            return;
        }

        for (int row = 0; row < which.Length; row++) which[row] = row;
        WriteRows(column, which, output);
    }

    public static Column Read(ArrowType type, int rows, ref ByteCursor from)
    {
        byte kind = from.Byte();
        if (kind > Distinct) throw from.Fault($"there is no kind {kind} of texts");
        int count = kind == Each ? rows : from.Count(rows);
        long[] ends = Words.Rent(count), which = Words.Rent(rows);
        try
        {
            ReadOnlySpan<byte> bytes = ReadRows(type, ends.AsSpan(0, count), ref from);
            if (kind == Distinct) Words.Read(ref from, which.AsSpan(0, rows));
            using var builder = new ColumnBuilder(type);
            for (int row = 0; row < rows; row++)
            {
                long index = kind == Each ? row : which[row];
                if ((ulong)index >= (ulong)count) throw from.Fault($"text {index} of {count}");
                int at = index == 0 ? 0 : (int)ends[index - 1];
                builder.AppendBytes(bytes[at..(int)ends[index]]);
            }

            return builder.Build();
        }
        finally
        {
            Words.Return(ends);
            Words.Return(which);
        }
    }

    private static void WriteRows(Column column, ReadOnlySpan<int> rows, ByteOutput output)
    {
        var lengths = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++) lengths[i] = column.Bytes(rows[i]).Length;
        WriteNumbers(lengths, output);
        foreach (int row in rows) output.Bytes(column.Bytes(row));
    }

    private static void WriteNumbers(ReadOnlySpan<int> numbers, ByteOutput output)
    {
        long[] words = Words.Rent(numbers.Length);
        for (int i = 0; i < numbers.Length; i++) words[i] = numbers[i];
        Words.Write(words.AsSpan(0, numbers.Length), areDoubles: false, output);
        Words.Return(words);
    }

    private static ReadOnlySpan<byte> ReadRows(ArrowType type, Span<long> ends, ref ByteCursor from)
    {
        Words.Read(ref from, ends);
        long end = 0;
        foreach (ref long length in ends)
        {
            if (length < 0 || length > from.Left - end) throw from.Fault($"a text of {length} bytes");
            end = length += end;
        }

        ReadOnlySpan<byte> bytes = from.Bytes(end);
        if (type is not (BytesType { IsText: true } or DictionaryType { Value: BytesType { IsText: true } }))
            return bytes;
        int at = 0;
        foreach (long next in ends)
        {
            if (!Utf8.IsValid(bytes[at..(int)next])) throw from.Fault("a text is not UTF-8");
            at = (int)next;
        }

        return bytes;
    }

    /// <summary>First rows of each distinct text; <paramref name="which"/> says of each row which it is.</summary>
    private static List<int> Firsts(Column column, int[] which)
    {
        var firsts = new List<int>();
        int slots = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(2 * column.Length) + 1);
        var table = new int[slots];   // 1 + index; 0 is free.
        for (int row = 0; row < which.Length; row++)
        {
            ReadOnlySpan<byte> text = column.Bytes(row);
            if (row > 0 && text.SequenceEqual(column.Bytes(row - 1)))
            {
                which[row] = which[row - 1];
                continue;
            }

            int slot = (int)(Mix(text) & (ulong)(slots - 1));
            while (table[slot] != 0 && !text.SequenceEqual(column.Bytes(firsts[table[slot] - 1])))
                slot = (slot + 1) & (slots - 1);
            if (table[slot] == 0)
            {
                firsts.Add(row);
                table[slot] = firsts.Count;
            }

            which[row] = table[slot] - 1;
        }

        return firsts;
    }

    // Only spreads the table: equal texts are compared.
    private static ulong Mix(ReadOnlySpan<byte> text)
    {
        ulong hash = (ulong)text.Length;
        for (; text.Length >= 8; text = text[8..])
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text)) * 0x9E3779B97F4A7C15;
        foreach (byte value in text) hash = (hash ^ value) * 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 32);
    }
}
