using System.Globalization;
using Tauric.Engine.Columnar;
using Tauric.Engine.Time;

namespace Tauric.Host.Query;

/// <summary>A value as people read it.</summary>
internal static class CellText
{
    public static string Of(Column column, int row)
    {
        if (column.IsNull(row)) return "null";
        return column.Type switch
        {
            BoolType => column.Bit(row) ? "true" : "false",
            FloatType { Bytes: 4 } => column.Values<float>()[row].ToString(CultureInfo.InvariantCulture),
            FloatType => column.Values<double>()[row].ToString(CultureInfo.InvariantCulture),
            TimestampType => UtcMicros.Format(column.Values<long>()[row]),
            DateType => UtcMicros.FromDate32(column.Values<int>()[row])
                .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            BytesType { IsText: false } => Convert.ToHexStringLower(column.Bytes(row)),
            BytesType or DictionaryType => column.Text(row)!,
            IntegerType type => Integer(column, row, type),
            StructType => "{" + string.Join(", ", column.Children.Select((c, i) =>
                $"{column.Type.Fields[i].Name}: {Of(c, row)}")) + "}",
            _ => Items(column, row),
        };
    }

    private static string Items(Column column, int row)
    {
        (int start, int count) = column.ItemRange(row).GetOffsetAndLength(column.Children[0].Length);
        return "[" + string.Join(", ", Enumerable.Range(start, count).Select(i => Of(column.Children[0], i))) + "]";
    }

    private static string Integer(Column column, int row, IntegerType type) => (type.Bytes, type.Signed) switch
    {
        (1, true) => $"{column.Values<sbyte>()[row]}",
        (1, false) => $"{column.Values<byte>()[row]}",
        (2, true) => $"{column.Values<short>()[row]}",
        (2, false) => $"{column.Values<ushort>()[row]}",
        (4, true) => $"{column.Values<int>()[row]}",
        (4, false) => $"{column.Values<uint>()[row]}",
        (_, true) => $"{column.Values<long>()[row]}",
        _ => $"{column.Values<ulong>()[row]}",
    };
}
