using System.Runtime.InteropServices;
using Tauric.Engine.Columnar;

namespace Tauric.Engine.Tests.Columnar;

/// <summary>
/// Seeded batches of every type, nested up to three levels, with nulls, empty ones and windows into larger ones.
/// The same seed gives the same batch.
/// </summary>
public sealed class ArbitraryBatch
{
    private const int DepthMax = 3;

    private static readonly string[] s_words = ["", "a", "AAPL", "Zürich", "東京", "🚀🚀",
        "a text longer than twelve bytes", "\0"];

    private CounterRandom _random;

    private ArbitraryBatch(long seed) => _random = CounterRandom.For(seed, "arbitrary batch");

    /// <summary>One column of every flat type, one of every nested and dictionary form; all may be null.</summary>
    public static Schema EveryType { get; } = new(
    [
        .. Flat.Select(t => new Field(t.Name, t)),
        .. Indices.Select(t => new Field("dictionary " + t.Name, ArrowType.Dictionary(t, ArrowType.Utf8))),
        new Field("bytes dictionary", ArrowType.Dictionary(ArrowType.Int32, ArrowType.Binary)),
        new Field("list", ArrowType.List(ArrowType.Int64)),
        new Field("embedding", ArrowType.FixedList(ArrowType.Float32, 3)),
        new Field("struct", ArrowType.Struct(new("a", ArrowType.Bool), new("b", ArrowType.Utf8))),
        new Field("deep", ArrowType.List(ArrowType.Struct(
            new("f", ArrowType.FixedList(ArrowType.Bool, 2)),
            new("d", ArrowType.Dictionary(ArrowType.Int8, ArrowType.Utf8))))),
        new Field("required", ArrowType.Int32, Nullable: false),
    ],
    [new("source", "arbitrary"), new("empty", "")]);

    private static ArrowType[] Flat =>
    [
        ArrowType.Bool, ArrowType.Int8, ArrowType.Int16, ArrowType.Int32, ArrowType.Int64, ArrowType.UInt8,
        ArrowType.UInt16,
        ArrowType.UInt32, ArrowType.UInt64, ArrowType.Float32, ArrowType.Float64, ArrowType.Timestamp, ArrowType.Date32,
        ArrowType.Utf8, ArrowType.Binary,
    ];

    private static ArrowType[] Indices =>
    [
        ArrowType.Int8, ArrowType.Int16, ArrowType.Int32, ArrowType.Int64, ArrowType.UInt8, ArrowType.UInt16,
        ArrowType.UInt32,
        ArrowType.UInt64,
    ];

    /// <summary>Up to <paramref name="rowsMax"/> rows; of an arbitrary schema when none is given.</summary>
    public static RecordBatch Of(long seed, Schema? schema = null, int rowsMax = 40)
    {
        var arbitrary = new ArbitraryBatch(seed);
        schema ??= arbitrary.NextSchema();
        int rows = arbitrary._random.NextInt(4) == 0 ? arbitrary._random.NextInt(3)
            : arbitrary._random.NextInt(rowsMax + 1);
        using var builder = new BatchBuilder(schema);
        for (int i = 0; i < schema.Count; i++)
        {
            int nullsOfEight = schema[i].Nullable ? arbitrary._random.NextInt(3) * 4 : 0;
            for (int row = 0; row < rows; row++) arbitrary.Append(builder[i], nullsOfEight);
        }

        RecordBatch whole = builder.Build();
        if (arbitrary._random.NextInt(2) == 0) return whole;
        using (whole)
        {
            int start = arbitrary._random.NextInt(rows + 1);
            return whole.Slice(start, arbitrary._random.NextInt(rows - start + 1));
        }
    }

    /// <summary>As <see cref="Of"/>, of every type unless told otherwise, and with more than three rows.</summary>
    public static RecordBatch NotEmpty(long seed, Schema? schema = null)
    {
        RecordBatch batch = Of(seed, schema ?? EveryType);
        if (batch.Length > 3) return batch;
        batch.Dispose();
        return NotEmpty(seed + 1_000, schema);
    }

    private Schema NextSchema()
    {
        var fields = new Field[_random.NextInt(6)];
        for (int i = 0; i < fields.Length; i++) fields[i] = new Field("c" + i, NextType(0), _random.NextInt(4) != 0);
        return new Schema(fields, _random.NextInt(2) == 0 ? [] : [new("key", "value " + _random.NextInt(100))]);
    }

    private ArrowType NextType(int depth)
    {
        switch (_random.NextInt(depth < DepthMax ? 8 : 5))
        {
            case 5: return ArrowType.List(NextType(depth + 1));
            case 6: return ArrowType.FixedList(NextType(depth + 1), _random.NextInt(4));
            case 7:
                var members = new Field[_random.NextInt(4)];
                for (int i = 0; i < members.Length; i++) members[i] = new Field("m" + i, NextType(depth + 1));
                return ArrowType.Struct(members);
            case 4: return ArrowType.Dictionary(Pick(Indices), Pick([ArrowType.Utf8, ArrowType.Binary]));
            default: return Pick(Flat);
        }
    }

    private void Append(ColumnBuilder builder, int nullsOfEight)
    {
        if (_random.NextInt(8) < nullsOfEight)
        {
            builder.AppendNull();
            return;
        }

        switch (builder.Type)
        {
            case BoolType: builder.AppendBool(_random.NextInt(2) == 0); break;
            case FloatType { Bytes: 4 }: builder.Append((float)NextDouble()); break;
            case FloatType: builder.Append(NextDouble()); break;
            case BytesType { IsText: true } or DictionaryType { Value: BytesType { IsText: true } }:
                builder.AppendText(Pick(s_words));
                break;
            case BytesType or DictionaryType: AppendBits(builder.AppendBytes, _random.NextInt(3)); break;
            case ListType: AppendRow(builder, _random.NextInt(4), nullsOfEight); break;
            case FixedListType f: AppendRow(builder, f.Size, nullsOfEight); break;
            case StructType: AppendRow(builder, 1, nullsOfEight); break;
            default: AppendNumber(builder); break;
        }
    }

    private void AppendRow(ColumnBuilder builder, int itemsEach, int nullsOfEight)
    {
        for (int child = 0; child < builder.Type.Fields.Count; child++)
            for (int i = 0; i < itemsEach; i++) Append(builder.Child(child), nullsOfEight);
        builder.CloseRow();
    }

    private void AppendNumber(ColumnBuilder builder)
    {
        ulong bits = _random.NextBits();
        switch (builder.Type.Width)
        {
            case 1: builder.Append((byte)bits); break;
            case 2: builder.Append((ushort)bits); break;
            case 4: builder.Append((uint)bits); break;
            default: builder.Append(bits >> _random.NextInt(64)); break;
        }
    }

    private void AppendBits(AppendSpan append, int bytes)
    {
        ulong bits = _random.NextBits();
        append(MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in bits))[..bytes]);
    }

    private delegate void AppendSpan(ReadOnlySpan<byte> bytes);

    private double NextDouble() => _random.NextInt(6) switch
    {
        0 => Pick(
            [0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue]),
        1 => _random.NextInt(1000),
        _ => _random.NextNormal() * 100,
    };

    private T Pick<T>(T[] from) => from[_random.NextInt(from.Length)];
}
