using Tauric.Engine;
using Tauric.Engine.Columnar;

namespace Tauric.Adapters.DuckDb;

/// <summary>Batches of every type, made from a seed; and the rows of a column as plain values, to compare.</summary>
internal static class BatchSamples
{
    private static readonly string[] Words =
        ["", "a", "twelve bytes", "thirteen byte", "дата", "a much longer string of text 🙂"];

    public static readonly ArrowType[] FlatTypes =
    [
        ArrowType.Bool, ArrowType.Int8, ArrowType.Int16, ArrowType.Int32, ArrowType.Int64, ArrowType.UInt8,
        ArrowType.UInt16, ArrowType.UInt32, ArrowType.UInt64, ArrowType.Float32, ArrowType.Float64,
        ArrowType.Timestamp, ArrowType.Date32, ArrowType.Utf8, ArrowType.Binary,
        ArrowType.Dictionary(ArrowType.Int8, ArrowType.Utf8), ArrowType.Dictionary(ArrowType.UInt16, ArrowType.Utf8),
        ArrowType.Dictionary(ArrowType.Int32, ArrowType.Utf8), ArrowType.Dictionary(ArrowType.Int64, ArrowType.Utf8),
    ];

    /// <summary>Every flat type, and nested types two deep over drawn ones.</summary>
    public static Schema EveryType(ref CounterRandom random)
    {
        var fields = new List<Field>();
        foreach (ArrowType type in FlatTypes) fields.Add(new Field("c" + fields.Count, type));
        for (int i = 0; i < 6; i++) fields.Add(new Field("c" + fields.Count, Nested(ref random, depth: 2)));
        return new Schema(fields);
    }

    public static RecordBatch Draw(Schema schema, int rows, ref CounterRandom random)
    {
        using var builder = new BatchBuilder(schema);
        for (int c = 0; c < schema.Count; c++)
        {
            int nullOneIn = random.NextInt(3) == 0 ? 0 : 2 + random.NextInt(40);
            for (int row = 0; row < rows; row++) Append(builder[c], ref random, nullOneIn);
        }

        return builder.Build();
    }

    public static object?[][] Rows(IEnumerable<RecordBatch> batches)
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

    private static ArrowType Nested(ref CounterRandom random, int depth)
    {
        if (depth == 0) return FlatTypes[random.NextInt(FlatTypes.Length)];
        ArrowType item = Nested(ref random, depth - 1);
        return random.NextInt(3) switch
        {
            0 => ArrowType.List(item),
            1 => ArrowType.FixedList(item, 1 + random.NextInt(4)),
            _ => ArrowType.Struct(new Field("x", item), new Field("a \"b\"", Nested(ref random, 0))),
        };
    }

    private static void Append(ColumnBuilder builder, ref CounterRandom random, int nullOneIn)
    {
        if (nullOneIn > 0 && random.NextInt(nullOneIn) == 0)
        {
            builder.AppendNull();
            return;
        }

        ulong bits = random.NextBits();
        switch (builder.Type)
        {
            case BoolType: builder.AppendBool((bits & 1) != 0); break;
            case FloatType { Bytes: 4 }: builder.Append((float)random.NextNormal()); break;
            case FloatType: builder.Append(random.NextNormal()); break;
            case TimestampType: builder.Append((long)(bits >> 14)); break;
            case DateType: builder.Append((int)(bits >> 45)); break;
            case IntegerType { Bytes: 1 }: builder.Append((byte)bits); break;
            case IntegerType { Bytes: 2 }: builder.Append((ushort)bits); break;
            case IntegerType { Bytes: 4 }: builder.Append((uint)bits); break;
            case IntegerType: builder.Append(bits); break;
            case BytesType { IsText: false }:
                builder.AppendBytes(BitConverter.GetBytes(bits).AsSpan(0, (int)(bits % 9)));
                break;
            case BytesType or DictionaryType: builder.AppendText(Words[random.NextInt(Words.Length)]); break;
            default: AppendNested(builder, ref random, nullOneIn); break;
        }
    }

    private static void AppendNested(ColumnBuilder builder, ref CounterRandom random, int nullOneIn)
    {
        int items = builder.Type switch { ListType => random.NextInt(4), FixedListType f => f.Size, _ => 1 };
        int children = builder.Type.Fields.Count;
        for (int i = 0; i < items; i++)
            for (int c = 0; c < children; c++) Append(builder.Child(c), ref random, nullOneIn);
        builder.CloseRow();
    }
}

/// <summary>Every suite that moves batches ends with as many native bytes as it began with.</summary>
public abstract class LeakFree : IDisposable
{
    private readonly long _before = NativeBuffer.OutstandingBytes;

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Assert.Equal(_before, NativeBuffer.OutstandingBytes);
    }
}
