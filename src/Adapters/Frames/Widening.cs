using Tauric.Engine.Columnar;

namespace Tauric.Adapters.Frames;

/// <summary>Types that hold all values of two others exactly, so that rows written at different times can be one
/// table.</summary>
internal static class Widening
{
    /// <summary>The narrowest such type; null when a value could change or mean something else.</summary>
    public static ArrowType? Common(ArrowType a, ArrowType b)
    {
        if (a.Equals(b)) return a;
        if (IsText(a) && IsText(b)) return ArrowType.Utf8;
        return (a, b) switch
        {
            (IntegerType x, IntegerType y) => Common(x, y),
            (FloatType, FloatType) => ArrowType.Float64,
            (FloatType x, IntegerType y) => Common(x, y),
            (IntegerType x, FloatType y) => Common(y, x),
            _ => null,
        };
    }

    /// <summary>The rows as another type that <see cref="Common"/> named. The caller disposes.</summary>
    public static Column Convert(Column column, ArrowType type)
    {
        if (column.Type.Equals(type)) return column.Retain();
        using var builder = new ColumnBuilder(type);
        for (int row = 0; row < column.Length; row++)
        {
            if (column.IsNull(row)) builder.AppendNull();
            else if (type is BytesType) builder.AppendBytes(column.Bytes(row));
            else if (type is FloatType { Bytes: 8 }) builder.Append(Number(column, row));
            else if (type is FloatType) builder.Append((float)Number(column, row));
            else AppendInteger(builder, Integer(column, row), type.Width);
        }

        return builder.Build();
    }

    /// <summary>Integers as floats, when each of them is one; else null. The caller disposes.</summary>
    public static Column? Exactly(Column column, ArrowType type)
    {
        if (type is not FloatType { Bytes: var bytes } || column.Type is not IntegerType { Signed: true }) return null;
        long most = bytes == 4 ? 1L << 24 : 1L << 53;
        for (int row = 0; row < column.Length; row++)
            if (!column.IsNull(row) && Integer(column, row) is var value && (value > most || value < -most))
                return null;
        return Convert(column, type);
    }

    /// <summary>Rows that a frame has no values for.</summary>
    public static Column Nulls(ArrowType type, int rows)
    {
        using var builder = new ColumnBuilder(type);
        for (int row = 0; row < rows; row++) builder.AppendNull();
        return builder.Build();
    }

    private static ArrowType? Common(IntegerType a, IntegerType b)
    {
        if (a.Signed == b.Signed) return a.Bytes > b.Bytes ? a : b;
        (IntegerType signed, IntegerType other) = a.Signed ? (a, b) : (b, a);
        int bytes = Math.Max(signed.Bytes, 2 * other.Bytes);
        return bytes <= 8 ? new IntegerType(bytes, Signed: true) : null;
    }

    /// <summary>A float holds integers of half its size; a double those of 32 bits.</summary>
    private static ArrowType? Common(FloatType a, IntegerType b) =>
        b.Bytes * 2 <= a.Bytes ? a : b.Bytes * 2 <= 8 ? ArrowType.Float64 : null;

    private static bool IsText(ArrowType type) =>
        type is BytesType { IsText: true } or DictionaryType { Value: BytesType { IsText: true } };

    private static double Number(Column column, int row) => column.Type switch
    {
        FloatType { Bytes: 4 } => column.Values<float>()[row],
        FloatType => column.Values<double>()[row],
        _ => Integer(column, row),
    };

    private static long Integer(Column column, int row) => (column.Type.Width, ((IntegerType)column.Type).Signed) switch
    {
        (1, true) => column.Values<sbyte>()[row],
        (1, false) => column.Values<byte>()[row],
        (2, true) => column.Values<short>()[row],
        (2, false) => column.Values<ushort>()[row],
        (4, true) => column.Values<int>()[row],
        (4, false) => column.Values<uint>()[row],
        _ => column.Values<long>()[row],
    };

    private static void AppendInteger(ColumnBuilder builder, long value, int width)
    {
        switch (width)
        {
            case 1: builder.Append((byte)value); break;
            case 2: builder.Append((short)value); break;
            case 4: builder.Append((int)value); break;
            default: builder.Append(value); break;
        }
    }
}
