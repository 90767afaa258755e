using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Native.DuckDb;
using static Tauric.Native.DuckDb.DuckDbApi;

namespace Tauric.Adapters.DuckDb;

/// <summary>
/// Writes rows of a column into a DuckDB vector, from its row 0. Fixed widths are copied; long strings stay where they
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

    public void Write(Column column, int start, int rows, nint vector)
    {
        if (rows == 0) return;
        WriteValidity(column, start, rows, vector);
        switch (column.Type.Layout)
        {
            case Layout.Fixed: CopyFixed(column, start, rows, (byte*)duckdb_vector_get_data(vector)); break;
            case Layout.Bits: WriteBits(column, start, rows, (byte*)duckdb_vector_get_data(vector)); break;
            case Layout.Variable: WriteStrings(column, start, rows, (DuckString*)duckdb_vector_get_data(vector)); break;
            case Layout.Dictionary: WriteDictionary(column, start, rows, (byte*)duckdb_vector_get_data(vector)); break;
            case Layout.List: WriteList(column, start, rows, vector); break;
            case Layout.FixedList:
                int size = ((FixedListType)column.Type).Size;
                Write(column.Children[0], start * size, rows * size, duckdb_array_vector_get_child(vector));
                break;
            case Layout.Struct:
                for (int i = 0; i < column.Children.Count; i++)
                    Write(column.Children[i], start, rows, duckdb_struct_vector_get_child(vector, (ulong)i));
                break;
        }

        if (column.Type.Layout is Layout.Struct or Layout.FixedList) NullChildren(column, start, rows, vector);
    }

    private static void WriteValidity(Column column, int start, int rows, nint vector)
    {
        if (column.Buffers[0] is not { } validity || column.NullCount == 0) return;
        duckdb_vector_ensure_validity_writable(vector);
        var target = new Span<byte>(duckdb_vector_get_validity(vector), Bitmap.BytesFor(rows));
        target.Clear();
        Bitmap.CopyTo(validity.Span<byte>(), column.Offset + start, rows, target);
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
                throw new DataException($"Row {start + i} of a batch holds text that is not UTF-8. Clean it when it is read.");
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

    private void WriteDictionary(Column column, int start, int rows, byte* target)
    {
        Column dictionary = column.Dictionary!;
        bool text = dictionary.Type.Layout == Layout.Variable;
        int width = text ? sizeof(DuckString) : dictionary.Type.Width;
        byte* entries = text ? Strings(dictionary) : dictionary.Buffers[1]!.Pointer + ((long)dictionary.Offset * width);
        for (int i = 0; i < rows; i++)
        {
            byte* to = target + ((long)i * width);
            if (column.IsNull(start + i)) Unsafe.InitBlockUnaligned(to, 0, (uint)width);
            else Unsafe.CopyBlockUnaligned(to, entries + ((long)column.Index(start + i) * width), (uint)width);
        }

        if (dictionary.NullCount > 0)
            throw new UsageException("A dictionary column has a null among its values. Put the null into the indices.");
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

    private void WriteList(Column column, int start, int rows, nint vector)
    {
        ReadOnlySpan<int> offsets = column.Offsets.Slice(start, rows + 1);
        int first = offsets[0];
        int items = offsets[rows] - first;
        var entries = (DuckListEntry*)duckdb_vector_get_data(vector);
        for (int i = 0; i < rows; i++)
        {
            entries[i].Offset = (ulong)(offsets[i] - first);
            entries[i].Length = (ulong)(offsets[i + 1] - offsets[i]);
        }

        duckdb_list_vector_reserve(vector, (ulong)items);
        duckdb_list_vector_set_size(vector, (ulong)items);
        Write(column.Children[0], first, items, duckdb_list_vector_get_child(vector));
    }

    // DuckDB counts on the members of a null struct, and the items of a null array, being null themselves.
    private static void NullChildren(Column column, int start, int rows, nint vector)
    {
        if (column.NullCount == 0) return;
        for (int i = 0; i < rows; i++)
        {
            if (column.IsNull(start + i)) Null(column.Type, i, vector);
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
