using System.Numerics;
using System.Runtime.InteropServices;
using Tauric.Engine;
using Tauric.Engine.Columnar;

namespace Tauric.Adapters.Frames;

/// <summary>
/// A column as bytes and back. Which rows are null comes first, then only what the others hold: so what lies under a
/// null never shows, and the same rows give the same bytes wherever they lay.
/// </summary>
internal static class ColumnChunk
{
    private const byte NoNulls = 0, SomeNulls = 1, AllNull = 2;

    /// <summary>Items of all lists of a chunk, at most.</summary>
    private const int ItemsMax = 1 << 24;

    public static void Write(Column column, ByteOutput output)
    {
        int nulls = column.NullCount;
        output.Byte(nulls == 0 ? NoNulls : nulls == column.Length ? AllNull : SomeNulls);
        if (nulls == column.Length && nulls > 0) return;
        if (nulls == 0)
        {
            WriteValues(column, output);
            return;
        }

        Bitmap.CopyTo(column.Buffers[0]!.Span<byte>(), column.Offset, column.Length,
            output.Take(Bitmap.BytesFor(column.Length)));
        using Column there = There(column);
        WriteValues(there, output);
    }

    /// <exception cref="DataException">The bytes are no such column.</exception>
    public static Column Read(ArrowType type, int rows, ref ByteCursor from)
    {
        byte kind = from.Byte();
        if (kind == NoNulls) return ReadValues(type, rows, ref from);
        if (kind > AllNull) throw from.Fault($"there is no kind {kind} of nulls");
        ReadOnlySpan<byte> mask = kind == AllNull ? new byte[Bitmap.BytesFor(rows)]
            : from.Bytes(Bitmap.BytesFor(rows));
        using Column there = ReadValues(type, kind == AllNull ? 0 : Bitmap.CountSet(mask, 0, rows), ref from, kind);
        return Spread(there, rows, mask);
    }

    private static Column ReadValues(ArrowType type, int rows, ref ByteCursor from, byte kind)
    {
        using var none = new ColumnBuilder(type);
        return kind == AllNull ? none.Build() : ReadValues(type, rows, ref from);
    }

    private static void WriteValues(Column column, ByteOutput output)
    {
        switch (column.Type.Layout)
        {
            case Layout.Variable or Layout.Dictionary: TextChunk.Write(column, output); break;
            case Layout.Struct:
                foreach (Column child in column.Children) Write(child, output);
                break;
            case Layout.FixedList: Write(column.Children[0], output); break;
            case Layout.List:
                ReadOnlySpan<int> offsets = column.Offsets;
                if (offsets[^1] - offsets[0] > ItemsMax) throw new DataException(
                    $"{column.Length} lists have {offsets[^1] - offsets[0]} items; a chunk takes {ItemsMax}.");
                long[] lengths = Words.Rent(column.Length);
                for (int i = 0; i < column.Length; i++) lengths[i] = offsets[i + 1] - offsets[i];
                Words.Write(lengths.AsSpan(0, column.Length), areDoubles: false, output);
                Words.Return(lengths);
                using (Column items = column.Children[0].Slice(offsets[0], offsets[^1] - offsets[0]))
                    Write(items, output);
                break;
            default:
                long[] words = Words.Rent(column.Length);
                Widen(column, words);
                Words.Write(words.AsSpan(0, column.Length), column.Type is FloatType { Bytes: 8 }, output);
                Words.Return(words);
                break;
        }
    }

    private static Column ReadValues(ArrowType type, int rows, ref ByteCursor from)
    {
        switch (type.Layout)
        {
            case Layout.Variable or Layout.Dictionary: return TextChunk.Read(type, rows, ref from);
            case Layout.FixedList:
                long items = (long)rows * ((FixedListType)type).Size;
                if (items > ItemsMax) throw from.Fault($"{items} items");
                return new Column(type, rows, [null], [Read(type.Fields[0].Type, (int)items, ref from)]);
            case Layout.Struct: return ReadStruct(type, rows, ref from);
            case Layout.List: return ReadList(type, rows, ref from);
            default:
                long[] words = Words.Rent(rows);
                try
                {
                    Words.Read(ref from, words.AsSpan(0, rows));
                    return Narrow(type, words.AsSpan(0, rows), ref from);
                }
                finally
                {
                    Words.Return(words);
                }
        }
    }

    private static Column ReadStruct(ArrowType type, int rows, ref ByteCursor from)
    {
        var children = new List<Column>(type.Fields.Count);
        try
        {
            foreach (Field field in type.Fields) children.Add(Read(field.Type, rows, ref from));
            return new Column(type, rows, [null], [.. children]);
        }
        catch
        {
            foreach (Column child in children) child.Dispose();
            throw;
        }
    }

    private static unsafe Column ReadList(ArrowType type, int rows, ref ByteCursor from)
    {
        long[] lengths = Words.Rent(rows);
        NativeBuffer offsets = NativeBuffer.Allocate((rows + 1L) * sizeof(int));
        try
        {
            Words.Read(ref from, lengths.AsSpan(0, rows));
            var ends = new Span<int>(offsets.Pointer, rows + 1);
            for (int i = 0; i < rows; i++) ends[i + 1] = End(ends[i], lengths[i], ref from);
            return new Column(type, rows, [null, offsets], [Read(type.Fields[0].Type, ends[rows], ref from)]);
        }
        catch
        {
            offsets.Release();
            throw;
        }
        finally
        {
            Words.Return(lengths);
        }
    }

    private static int End(int start, long length, ref ByteCursor from) =>
        length >= 0 && length <= ItemsMax - start ? start + (int)length : throw from.Fault($"a list of {length} items");

    /// <summary>The rows that are not null.</summary>
    private static Column There(Column column)
    {
        using var builder = new ColumnBuilder(column.Type);
        for (int row = 0; row < column.Length; row++)
            if (!column.IsNull(row)) builder.AppendFrom(column, row);
        return builder.Build();
    }

    /// <summary>The rows where the mask has them, nulls between.</summary>
    private static Column Spread(Column there, int rows, ReadOnlySpan<byte> mask)
    {
        using var builder = new ColumnBuilder(there.Type);
        for (int row = 0, next = 0; row < rows; row++)
        {
            if (Bitmap.Get(mask, row)) builder.AppendFrom(there, next++);
            else builder.AppendNull();
        }

        return builder.Build();
    }

    private static void Widen(Column column, Span<long> words)
    {
        bool signed = column.Type is IntegerType { Signed: true } or DateType;
        switch (column.Type.Width, signed)
        {
            case (0, _):
                for (int i = 0; i < column.Length; i++) words[i] = column.Bit(i) ? 1 : 0;
                break;
            case (1, true): Widen(column.Values<sbyte>(), words); break;
            case (1, false): Widen(column.Values<byte>(), words); break;
            case (2, true): Widen(column.Values<short>(), words); break;
            case (2, false): Widen(column.Values<ushort>(), words); break;
            case (4, true): Widen(column.Values<int>(), words); break;
            case (4, false): Widen(column.Values<uint>(), words); break;
            default: column.Values<long>().CopyTo(words); break;
        }
    }

    private static void Widen<T>(ReadOnlySpan<T> values, Span<long> words) where T : INumberBase<T>
    {
        for (int i = 0; i < values.Length; i++) words[i] = long.CreateTruncating(values[i]);
    }

    private static unsafe Column Narrow(ArrowType type, ReadOnlySpan<long> words, ref ByteCursor from)
    {
        int bytes = type.Width == 0 ? Bitmap.BytesFor(words.Length) : words.Length * type.Width;
        NativeBuffer buffer = NativeBuffer.Allocate(bytes);
        var target = new Span<byte>(buffer.Pointer, bytes);
        switch (type.Width)
        {
            case 0:
                for (int i = 0; i < words.Length; i++)
                    if ((words[i] & 1) != 0) Bitmap.Set(target, i);
                break;
            case 1:
                for (int i = 0; i < words.Length; i++) target[i] = (byte)words[i];
                break;
            case 2:
                Span<ushort> shorts = MemoryMarshal.Cast<byte, ushort>(target);
                for (int i = 0; i < words.Length; i++) shorts[i] = (ushort)words[i];
                break;
            case 4:
                Span<uint> ints = MemoryMarshal.Cast<byte, uint>(target);
                for (int i = 0; i < words.Length; i++) ints[i] = (uint)words[i];
                break;
            default: words.CopyTo(MemoryMarshal.Cast<byte, long>(target)); break;
        }

        return new Column(type, words.Length, [null, buffer]);
    }
}
