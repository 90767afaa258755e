using System.Numerics;
using System.Text;
using System.Text.Unicode;

namespace Tauric.Engine.Columnar;

/// <summary>
/// Proves that a column from outside can be read without leaving its buffers: sizes, offsets, dictionary indices, UTF-8
/// (Arrow columnar format, "Physical Memory Layout"). Whoever imports calls it once; nothing downstream checks again.
/// </summary>
internal static class ColumnCheck
{
    /// <param name="path">Names the column in messages, as "prices.close".</param>
    /// <exception cref="DataException">Something does not hold; the message says what and where.</exception>
    public static void Require(Column column, string path, bool checkUtf8 = true)
    {
        long end = (long)column.Offset + column.Length;
        if (end > int.MaxValue) throw Fault(path, $"{end} rows are more than a column holds");
        if (column.Buffers[0] is not null) RequireBytes(column, 0, (end + 7) / 8, path);
        switch (column.Type.Layout)
        {
            case Layout.Bits: RequireBytes(column, 1, (end + 7) / 8, path); break;
            case Layout.Fixed: RequireBytes(column, 1, end * column.Type.Width, path); break;
            case Layout.Variable: RequireText(column, end, path, checkUtf8); break;
            case Layout.Dictionary: RequireIndices(column, end, path); break;
            case Layout.List:
                RequireOffsets(column, end, column.Children[0].Length, "child rows", path);
                break;
            case Layout.FixedList:
                RequireRows(column, (long)column.Length * ((FixedListType)column.Type).Size, path);
                break;
            default: RequireRows(column, column.Length, path); break;
        }

        for (int i = 0; i < column.Children.Count; i++)
            Require(column.Children[i], $"{path}.{column.Type.Fields[i].Name}", checkUtf8);
        if (column.Dictionary is { } dictionary) Require(dictionary, path + " dictionary", checkUtf8);
    }

    /// <summary>A field that may not be null holds none.</summary>
    public static void RequireNullability(Field field, Column column)
    {
        if (!field.Nullable && column.NullCount > 0)
            throw Fault(field.Name, $"{column.NullCount} nulls in a column that its schema says has none");
    }

    public static DataException Fault(string path, string what) => new($"Column '{path}': {what}.");

    private static void RequireBytes(Column column, int buffer, long wanted, string path)
    {
        long there = column.Buffers[buffer]?.Length ?? 0;
        if (there < wanted) throw Fault(path, $"buffer {buffer} has {there} bytes, {column.Type} needs {wanted}");
    }

    private static void RequireRows(Column column, long wanted, string path)
    {
        foreach (Column child in column.Children)
            if (child.Length < wanted) throw Fault(path,
                $"a child has {child.Length} rows, {column.Type} needs {wanted}");
    }

    private static void RequireOffsets(Column column, long end, long limit, string what, string path)
    {
        RequireBytes(column, 1, (end + 1) * sizeof(int), path);
        ReadOnlySpan<int> offsets = column.Offsets;
        int faults = offsets[0];
        for (int i = 1; i < offsets.Length; i++) faults |= (offsets[i] - offsets[i - 1]) | offsets[i];
        if (faults < 0) throw Fault(path, "the offsets are negative or descend");
        if (offsets[^1] > limit) throw Fault(path, $"the last offset is {offsets[^1]}, there are {limit} {what}");
    }

    private static void RequireText(Column column, long end, string path, bool checkUtf8)
    {
        RequireOffsets(column, end, column.Buffers[2]?.Length ?? 0, "bytes", path);
        if (!checkUtf8 || column.Type is not BytesType { IsText: true } || column.Buffers[2] is not { } data) return;
        ReadOnlySpan<int> offsets = column.Offsets;
        if (Ascii.IsValid(data.Span<byte>()[offsets[0]..offsets[^1]])) return;
        for (int row = 0; row < column.Length; row++)
        {
            // What lies under a null row is unspecified.
            if (!Utf8.IsValid(column.Bytes(row)) && !column.IsNull(row)) throw Fault(path, $"row {row} is not UTF-8");
        }
    }

    private static void RequireIndices(Column column, long end, string path)
    {
        RequireBytes(column, 1, end * column.Type.Width, path);
        switch (column.Type.Width, ((DictionaryType)column.Type).Index.Signed)
        {
            case (1, true): RequireIndices<sbyte>(column, path); break;
            case (1, false): RequireIndices<byte>(column, path); break;
            case (2, true): RequireIndices<short>(column, path); break;
            case (2, false): RequireIndices<ushort>(column, path); break;
            case (4, true): RequireIndices<int>(column, path); break;
            case (4, false): RequireIndices<uint>(column, path); break;
            default: RequireIndices<long>(column, path); break;
        }
    }

    private static void RequireIndices<T>(Column column, string path) where T : unmanaged, IBinaryInteger<T>
    {
        ReadOnlySpan<T> indices = column.Values<T>();
        ulong count = (ulong)column.Dictionary!.Length;
        for (int row = 0; row < indices.Length; row++)
        {
            if (ulong.CreateTruncating(indices[row]) >= count && !column.IsNull(row))
                throw Fault(path, $"row {row} has index {indices[row]}, the dictionary {count} values");
        }
    }
}
