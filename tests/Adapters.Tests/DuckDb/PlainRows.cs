using Tauric.Engine.Columnar;

namespace Tauric.Adapters.DuckDb;

/// <summary>Rows as plain values, to compare; numbers, floats, dates and times as their bits.</summary>
internal static class PlainRows
{
    public static object?[][] Of(IEnumerable<RecordBatch> batches)
    {
        var rows = new List<object?[]>();
        foreach (RecordBatch batch in batches)
        {
            for (int row = 0; row < batch.Length; row++) rows.Add([.. batch.Columns.Select(c => Value(c, row))]);
            batch.Dispose();
        }

        return [.. rows];
    }

    /// <summary>A value that equality and a failing assertion can read.</summary>
    public static object? Value(Column column, int row)
    {
        if (column.IsNull(row)) return null;
        return column.Type switch
        {
            BoolType => column.Bit(row),
            IntegerType or FloatType or TimestampType or DateType => Raw(column, row),
            BytesType { IsText: true } => column.Text(row),
            BytesType => Convert.ToHexString(column.Bytes(row)),
            DictionaryType => Value(column.Dictionary!, column.Index(row)),
            StructType => column.Children.Select(c => Value(c, row)).ToArray(),
            _ => Items(column, row),
        };
    }

    private static object?[] Items(Column column, int row)
    {
        (int start, int count) = column.ItemRange(row).GetOffsetAndLength(int.MaxValue);
        return [.. Enumerable.Range(start, count).Select(i => Value(column.Children[0], i))];
    }

    private static ulong Raw(Column column, int row) => column.Type.Width switch
    {
        1 => column.Values<byte>()[row],
        2 => column.Values<ushort>()[row],
        4 => column.Values<uint>()[row],
        _ => column.Values<ulong>()[row],
    };
}
