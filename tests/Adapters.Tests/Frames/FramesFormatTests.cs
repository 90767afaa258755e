using Tauric.Adapters.Frames;
using Tauric.Adapters.Tests.Contracts;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Frames;

public sealed class FramesFormatTests : FormatContract
{
    private static readonly Schema s_bars = new(
        new("symbol", ArrowType.Utf8), new("event_time", ArrowType.Timestamp), new("close", ArrowType.Float64));

    protected override IFormat Format { get; } = new FramesFormat();

    protected override Schema Schema { get; } = Nested;

    protected override string Place => "at byte [0-9]+: ";

    protected override int Damages => 2000;

    [Theory]
    [InlineData("A A A B B C")]
    [InlineData("A B C A B C A B C")]
    [InlineData("C A A B C B A")]
    [InlineData("A")]
    [InlineData("")]
    public void Rows_of_symbols_come_back_in_the_order_they_had(string symbols)
    {
        using RecordBatch rows = Bars(symbols.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        byte[] bytes = Format.Write(rows);
        using RecordBatch read = Format.Read(s_bars, bytes, Key);
        AnyRows.AssertEqual(rows, read);
    }

    [Fact]
    public void Equal_columns_of_a_pack_are_stored_once()
    {
        const int Symbols = 8, Rows = 300;
        Field[] fields = [new("symbol", ArrowType.Utf8), new("a", ArrowType.Int64), new("b", ArrowType.Int64)];
        using var builder = new BatchBuilder(new Schema(fields));
        for (int symbol = 0; symbol < Symbols; symbol++)
        {
            CounterRandom random = CounterRandom.For(1, "equal");   // Every symbol and both columns have the same.
            for (int row = 0; row < Rows; row++)
            {
                long value = (long)random.NextBits();
                builder[0].AppendText($"S{symbol}");
                builder[1].Append(value);
                builder[2].Append(value);
            }
        }

        using RecordBatch rows = builder.Build();
        Assert.InRange(Format.Write(rows).Length, Rows * sizeof(long), (Rows * sizeof(long)) + 2000);
    }

    [Fact]
    public void Another_schema_is_refused()
    {
        using RecordBatch rows = Bars(["A"]);
        byte[] bytes = Format.Write(rows);
        var other = new Schema(new Field("symbol", ArrowType.Utf8));
        Assert.Contains(Key, Assert.Throws<DataException>(() => Format.Read(other, bytes, Key)).Message);
    }

    [Fact]
    public void Any_changed_byte_is_refused()
    {
        using RecordBatch rows = Rows(7, 30);
        byte[] good = Format.Write(rows);
        for (int i = 0; i < good.Length; i++)
        {
            byte[] bad = (byte[])good.Clone();
            bad[i] ^= (byte)(1 << (i % 8));
            Assert.Throws<DataException>(() => Format.Read(Schema, bad, Key).Dispose());
        }
    }

    private static RecordBatch Bars(string[] symbols)
    {
        using var rows = new BatchBuilder(s_bars);
        foreach ((int row, string symbol) in symbols.Index())
        {
            rows[0].AppendText(symbol);
            rows[1].Append((long)row / 3);
            rows[2].Append(row / 100.0);
        }

        return rows.Build();
    }
}
