using Tauric.Adapters.Frames;
using Tauric.Adapters.Storage;
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

    [Fact]
    public void A_column_that_an_input_has_is_left_out_and_comes_back()
    {
        using var folder = new TempFolder();
        var store = new LocalStore(folder["root"]);
        string input = RunPacks.Write(store, "input/1", [1, 2, 3]);
        string made = RunPacks.Write(store, "made/1", [2, 4], input);
        Assert.InRange(store.Load(made).Length,
            RunPacks.ColumnBytes, RunPacks.ColumnBytes + RunPacks.OverheadBytes);
        RunPacks.Require(Format.Within(store), store, made, "made/1", [2, 4]);
        Assert.Contains(made, Assert.Throws<DataException>(
            () => Format.Read(RunPacks.Schema, store.Load(made), made).Dispose()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_else_an_input_has_reaches_no_byte()
    {
        using var folder = new TempFolder();
        var store = new LocalStore(folder["root"]);
        string made = RunPacks.Write(store, "made/1", [1, 5], RunPacks.Write(store, "input/1", [1, 2]));
        foreach (int[] columns in (int[][])[[1, 3], [4, 1], [3, 4, 1]]) Assert.Equal(made,
            RunPacks.Write(store, "made/1", [1, 5], RunPacks.Write(store, "input/1", columns)));
        Assert.NotEqual(made, RunPacks.Write(store, "made/1", [1, 5], RunPacks.Write(store, "input/1", [2, 3])));
    }

    [Fact]
    public void What_is_read_last_holds_a_column_and_a_reference_to_a_reference_is_one_to_the_column()
    {
        using var folder = new TempFolder();
        var store = new LocalStore(folder["root"]);
        string[] inputs = [RunPacks.Write(store, "input/1", [1, 2]), RunPacks.Write(store, "input/2", [1, 3])];
        string made = RunPacks.Write(store, "made/3", [1, 2], inputs);
        Assert.Equal(["frames/input/1", "frames/input/2"], RunPacks.HoldersOf(store, made));
        string last = RunPacks.Write(store, "last/4", [1], made);
        Assert.Equal(["frames/input/2"], RunPacks.HoldersOf(store, last));
        RunPacks.Require(Format.Within(store), store, last, "last/4", [1]);
    }

    [Fact]
    public void Columns_that_a_reference_is_not_shorter_than_stay_and_what_has_no_name_holds_none()
    {
        using var folder = new TempFolder();
        var store = new LocalStore(folder["root"]);
        using RecordBatch rows = Bars(["A", "B", "C"]);
        byte[] alone = Format.Write(rows);
        store.Publish([store.Stage("frames/input/1.0a.pack", alone), store.Stage("frames/input/2.pack", alone)]);
        Assert.Equal(alone, Format.Write(rows, RunPacks.Parts(store, "frames/input/1.0a.pack")));
        Assert.Null(Format.PartsOf(alone, "frames/input/2.pack"));
    }

    [Fact]
    public void Any_changed_byte_of_a_pack_that_refers_to_others_is_refused()
    {
        using var folder = new TempFolder();
        var store = new LocalStore(folder["root"]);
        string made = RunPacks.Write(store, "made/1", [1, 2], RunPacks.Write(store, "input/1", [1, 2]));
        byte[] good = store.Load(made);
        IFormat format = Format.Within(store);
        for (int i = 0; i < good.Length; i++)
        {
            byte[] bad = (byte[])good.Clone();
            bad[i] ^= (byte)(1 << (i % 8));
            Assert.Throws<DataException>(() => format.Read(RunPacks.Schema, bad, made).Dispose());
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
