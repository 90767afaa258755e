using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Adapters.Tests.Contracts;

/// <summary>What every format promises.</summary>
public abstract class FormatContract
{
    protected const string Key = "raw/finnhub/AAPL/2024-03-05.json";

    protected abstract IFormat Format { get; }

    /// <summary>A schema with every type the format holds.</summary>
    protected abstract Schema Schema { get; }

    /// <summary>1 for formats of one row an object.</summary>
    protected virtual int RowsMin => 0;

    protected virtual int RowsMax => 30;

    /// <summary>False when any bytes are a valid object.</summary>
    protected virtual bool CanRefuse => true;

    /// <summary>False when the format takes −0.0 and 0.0 for one value.</summary>
    protected virtual bool ZeroHasSign => true;

    /// <summary>How an error says where the bytes are bad, after the object's key.</summary>
    protected virtual string Place => "line [0-9]+, column [0-9]+: ";

    /// <summary>Damaged objects tried: fewer where reading one costs more.</summary>
    protected virtual int Damages => 5000;

    /// <summary>Flat types: every format but bytes holds them.</summary>
    protected static Field[] Flat { get; } =
    [
        new("bool", ArrowType.Bool), new("i8", ArrowType.Int8), new("i16", ArrowType.Int16),
        new("i32", ArrowType.Int32), new("i64", ArrowType.Int64), new("u8", ArrowType.UInt8),
        new("u16", ArrowType.UInt16), new("u32", ArrowType.UInt32), new("u64", ArrowType.UInt64),
        new("f32", ArrowType.Float32), new("f64", ArrowType.Float64, Nullable: false),
        new("at", ArrowType.Timestamp), new("day", ArrowType.Date32), new("text", ArrowType.Utf8),
        new("must, \"quote\"", ArrowType.Utf8, Nullable: false),
        new("binary", ArrowType.Binary), new("word", ArrowType.Dictionary(ArrowType.Int32, ArrowType.Utf8)),
    ];

    /// <summary>Every type there is.</summary>
    protected static Schema Nested { get; } = new(
    [
        .. Flat,
        new Field("list", ArrowType.List(ArrowType.Utf8)),
        new Field("fixed", ArrowType.FixedList(ArrowType.Float64, 3)),
        new Field("struct", ArrowType.Struct(
            new Field("a", ArrowType.Int64), new Field("b", ArrowType.List(ArrowType.Date32, nullable: false)))),
        new Field("deep", ArrowType.List(ArrowType.Struct(
            new Field("s", ArrowType.FixedList(ArrowType.Bool, 2)), new Field("t", ArrowType.Timestamp)))),
    ]);

    protected RecordBatch Rows(int seed, int count) => AnyRows.Make(Schema, seed, count);

    [Fact]
    public void What_is_read_is_what_was_written() => ForAnyRows(rows =>
    {
        using RecordBatch read = Format.Read(Schema, Format.Write(rows), Key);
        AnyRows.AssertEqual(rows, read, ZeroHasSign);
    });

    [Fact]
    public void The_same_rows_give_the_same_bytes() => ForAnyRows(rows =>
    {
        byte[] bytes = Format.Write(rows);
        using RecordBatch read = Format.Read(Schema, bytes, Key);
        Assert.Equal(bytes, Format.Write(read));
    });

    [Fact]
    public void A_slice_is_written_like_rows_of_its_own() => ForAnyRows(rows =>
    {
        int start = Math.Min(rows.Length - RowsMin, rows.Length / 3);
        using RecordBatch slice = rows.Slice(start, Math.Min(rows.Length - start, RowsMax));
        using RecordBatch read = Format.Read(Schema, Format.Write(slice), Key);
        AnyRows.AssertEqual(slice, read, ZeroHasSign);
    });

    [Fact]
    public void Damaged_bytes_are_other_rows_or_an_error_that_names_object_and_place()
    {
        using RecordBatch rows = Rows(7, Math.Min(RowsMax, 5));
        byte[] good = Format.Write(rows);
        int refused = 0;
        CounterRandom random = CounterRandom.For(1, "damage");
        for (int i = 0; i < Damages; i++)
        {
            byte[] bad = (byte[])good.Clone();
            bad[random.NextInt(bad.Length)] = (byte)random.NextBits();
            if (i % 3 == 0) bad = bad[..random.NextInt(bad.Length)];
            try
            {
                Format.Read(Schema, bad, Key).Dispose();
            }
            catch (DataException e)
            {
                refused++;
                Assert.Matches($"'{Key}'.* {Place}", e.Message);
            }
        }

        Assert.Equal(CanRefuse, refused > Damages / 5);
    }

    private void ForAnyRows(Action<RecordBatch> check) =>
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(RowsMin, RowsMax).ToArbitrary(), (seed, count) =>
            {
                using RecordBatch rows = Rows(seed, count);
                check(rows);
            }).Holds();
}
