using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Native.DuckDb;
using static Tauric.Native.DuckDb.DuckDbApi;

namespace Tauric.Adapters.DuckDb;

/// <summary>
/// Writes rows of a column into a DuckDB vector. Fixed widths are copied; long strings stay where they
/// are and are pointed at, so the column must outlive the chunk.
/// </summary>
internal sealed unsafe class VectorWriter
{
    // A dictionary's entries as DuckDB strings, made once a batch and gathered by index.
    private readonly Dictionary<Column, NativeBuffer> _dictionaries = new(ReferenceEqualityComparer.Instance);

    public void ForgetDictionaries()
    {
        foreach (NativeBuffer strings in _dictionaries.Values) strings.Release();
        _dictionaries.Clear();
    }

    /// <param name="at">First row of the vector to write; rows from there on are valid so far.</param>
    public void Write(Column column, int start, int rows, nint vector, int at)
    {
        if (rows == 0) return;
        if (column.NullCount > 0) WriteValidity(column, start, rows, vector, at);
        byte* data = (byte*)duckdb_vector_get_data(vector);
        switch (column.Type.Layout)
        {
            case Layout.Fixed: CopyFixed(column, start, rows, data + ((long)at * column.Type.Width)); break;
            case Layout.Bits: WriteBits(column, start, rows, data + at); break;
            case Layout.Variable: WriteStrings(column, start, rows, (DuckString*)data + at); break;
            case Layout.Dictionary: WriteDictionary(column, start, rows, data, at); break;
            case Layout.List: WriteList(column, start, rows, vector, at); break;
            case Layout.FixedList:
                int size = ((FixedListType)column.Type).Size;
                Write(column.Children[0], start * size, rows * size, duckdb_array_vector_get_child(vector), at * size);
                break;
            case Layout.Struct:
                for (int i = 0; i < column.Children.Count; i++)
                    Write(column.Children[i], start, rows, duckdb_struct_vector_get_child(vector, (ulong)i), at);
                break;
        }

        if (column.Type.Layout is Layout.Struct or Layout.FixedList) NullChildren(column, start, rows, vector, at);
    }

    private static void WriteValidity(Column column, int start, int rows, nint vector, int at)
    {
        duckdb_vector_ensure_validity_writable(vector);
        byte* target = (byte*)duckdb_vector_get_validity(vector);
        ReadOnlySpan<byte> source = column.Buffers[0]!.Span<byte>();
        int bit = column.Offset + start;
        if (at == 0 && (bit & 7) == 0)
        {
            source.Slice(bit >> 3, Bitmap.BytesFor(rows)).CopyTo(new Span<byte>(target, Bitmap.BytesFor(rows)));
            if ((rows & 7) != 0) target[rows >> 3] |= (byte)(0xFF << (rows & 7));
            return;
        }

        for (int i = 0; i < rows; i++)
            if (!Bitmap.Get(source, bit + i)) target[(at + i) >> 3] &= (byte)~(1 << ((at + i) & 7));
    }

    private static void CopyFixed(Column column, int start, int rows, byte* target)
    {
        int width = column.Type.Width;
        byte* from = column.Buffers[1]!.Pointer + ((long)(column.Offset + start) * width);
        Buffer.MemoryCopy(from, target, (long)rows * width, (long)rows * width);
    }

    private static void WriteBits(Column column, int start, int rows, byte* target)
    {
        byte* bits = column.Buffers[1]!.Pointer;
        int bit = column.Offset + start;
        for (int i = 0; i < rows; i++, bit++) target[i] = (byte)((bits[bit >> 3] >> (bit & 7)) & 1);
    }

    private static void WriteStrings(Column column, int start, int rows, DuckString* target)
    {
        int* offsets = (int*)column.Buffers[1]!.Pointer + column.Offset + start;
        byte* bytes = column.Buffers[2] is { Length: > 0 } data ? data.Pointer : null;
        long end = column.Buffers[2]?.Length ?? 0;
        if (column.Type is BytesType { IsText: true }) CheckText(bytes, offsets, start, rows);
        for (int i = 0; i < rows; i++) target[i] = StringAt(bytes, offsets[i], offsets[i + 1], end);
    }

    private static void CheckText(byte* bytes, int* offsets, int start, int rows)
    {
        if (Ascii.IsValid(new ReadOnlySpan<byte>(bytes + offsets[0], offsets[rows] - offsets[0]))) return;
        for (int i = 0; i < rows; i++)
        {
            if (!Utf8.IsValid(new ReadOnlySpan<byte>(bytes + offsets[i], offsets[i + 1] - offsets[i])))
                throw new DataException(
                    $"Row {start + i} of a batch holds text that is not UTF-8. Clean it when it is read.");
        }
    }

    /// <param name="end">Bytes of the buffer: short strings are read 12 bytes at once where that stays inside.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DuckString StringAt(byte* bytes, int from, int to, long end)
    {
        var text = new DuckString { Length = (uint)(to - from) };
        if (text.Length > DuckString.InlinedMax)
        {
            text.Prefix = Unsafe.ReadUnaligned<uint>(bytes + from);
            text.Pointer = bytes + from;
        }
        else if (from + (long)DuckString.InlinedMax <= end)
        {
            ulong low = Unsafe.ReadUnaligned<ulong>(bytes + from);
            uint high = Unsafe.ReadUnaligned<uint>(bytes + from + 8);
            int length = (int)text.Length;
            low = length >= 8 ? low : low & ((1UL << (8 * length)) - 1);
            high = length <= 8 ? 0 : high & (uint)((1UL << (8 * (length - 8))) - 1);
            Unsafe.WriteUnaligned(text.Inlined, low);
            Unsafe.WriteUnaligned(text.Inlined + 8, high);
        }
        else
        {
            for (uint i = 0; i < text.Length; i++) text.Inlined[i] = bytes[from + i];
        }

        return text;
    }

    private void WriteDictionary(Column column, int start, int rows, byte* data, int at)
    {
        Column dictionary = column.Dictionary!;
        if (dictionary.NullCount > 0)
            throw new UsageException("A dictionary column has a null among its values. Put the null into the indices.");
        if (dictionary.Length == 0) return;   // Every row is null.
        if (dictionary.Type.Layout == Layout.Variable)
        {
            Gather(column, start, rows, (DuckString*)Strings(dictionary), (DuckString*)data + at);
            return;
        }

        byte* entries = dictionary.Buffers[1]!.Pointer + ((long)dictionary.Offset * dictionary.Type.Width);
        switch (dictionary.Type.Width)
        {
            case 1: Gather(column, start, rows, entries, data + at); break;
            case 2: Gather(column, start, rows, (short*)entries, (short*)data + at); break;
            case 4: Gather(column, start, rows, (int*)entries, (int*)data + at); break;
            default: Gather(column, start, rows, (long*)entries, (long*)data + at); break;
        }
    }

    private static void Gather<T>(Column column, int start, int rows, T* entries, T* target) where T : unmanaged
    {
        switch (column.Type.Width)
        {
            case 1: Gather(column, column.Values<byte>().Slice(start, rows), entries, target); break;
            case 2: Gather(column, column.Values<ushort>().Slice(start, rows), entries, target); break;
            case 4: Gather(column, column.Values<uint>().Slice(start, rows), entries, target); break;
            default: Gather(column, column.Values<ulong>().Slice(start, rows), entries, target); break;
        }
    }

    private static void Gather<TIndex, T>(Column column, ReadOnlySpan<TIndex> indices, T* entries, T* target)
        where TIndex : unmanaged, IBinaryInteger<TIndex> where T : unmanaged
    {
        // Under a null lies any index; and one past the end must not become a read there.
        uint count = (uint)column.Dictionary!.Length;
        for (int i = 0; i < indices.Length; i++)
        {
            uint index = uint.CreateSaturating(indices[i]);
            target[i] = entries[index < count ? index : 0];
        }
    }

    private byte* Strings(Column dictionary)
    {
        if (!_dictionaries.TryGetValue(dictionary, out NativeBuffer? strings))
        {
            strings = NativeBuffer.Allocate((long)dictionary.Length * sizeof(DuckString));
            _dictionaries.Add(dictionary, strings);
            if (dictionary.Length > 0) WriteStrings(dictionary, 0, dictionary.Length, (DuckString*)strings.Pointer);
        }

        return strings.Pointer;
    }

    private void WriteList(Column column, int start, int rows, nint vector, int at)
    {
        ReadOnlySpan<int> offsets = column.Offsets.Slice(start, rows + 1);
        int before = at == 0 ? 0 : (int)duckdb_list_vector_get_size(vector);
        int items = offsets[rows] - offsets[0];
        DuckListEntry* entries = (DuckListEntry*)duckdb_vector_get_data(vector) + at;
        for (int i = 0; i < rows; i++)
        {
            entries[i].Offset = (ulong)(before + offsets[i] - offsets[0]);
            entries[i].Length = (ulong)(offsets[i + 1] - offsets[i]);
        }

        duckdb_list_vector_reserve(vector, (ulong)(before + items));
        duckdb_list_vector_set_size(vector, (ulong)(before + items));
        Write(column.Children[0], offsets[0], items, duckdb_list_vector_get_child(vector), before);
    }

    // DuckDB counts on the members of a null struct, and the items of a null array, being null themselves.
    private static void NullChildren(Column column, int start, int rows, nint vector, int at)
    {
        if (column.NullCount == 0) return;
        for (int i = 0; i < rows; i++)
        {
            if (column.IsNull(start + i)) Null(column.Type, at + i, vector);
        }
    }

    private static void Null(ArrowType type, int row, nint vector)
    {
        duckdb_vector_ensure_validity_writable(vector);
        duckdb_vector_get_validity(vector)[row >> 6] &= ~(1UL << (row & 63));
        if (type is FixedListType list)
        {
            nint items = duckdb_array_vector_get_child(vector);
            for (int i = 0; i < list.Size; i++) Null(list.Item.Type, (row * list.Size) + i, items);
        }

        if (type is not StructType) return;
        for (int i = 0; i < type.Fields.Count; i++)
            Null(type.Fields[i].Type, row, duckdb_struct_vector_get_child(vector, (ulong)i));
    }
}
