using Tauric.Adapters.Tests.Contracts;
using Tauric.Adapters.Tests.Frames;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Proofs;

/// <summary>Frames as markets and people make them: read back exactly, or refused with what and where.</summary>
public sealed class HostileFrameTests : IDisposable
{
    private const string Path = "prices/1min/AAPL";

    private readonly FrameRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("all NaN", new[] { double.NaN, double.NaN, double.NaN })]
    [InlineData("zero volume", new[] { 0.0, 0.0, 0.0 })]
    [InlineData("constant prices", new[] { 187.44, 187.44, 187.44 })]
    [InlineData("one row", new[] { 1.5 })]
    [InlineData("no rows", new double[0])]
    [InlineData("infinities and signs", new[] { double.PositiveInfinity, double.NegativeInfinity, -0.0, 0.0 })]
    public void Odd_values_come_back_bit_for_bit(string what, double[] values)
    {
        using RecordBatch rows = Rows([.. values.Select((_, i) => (long)i)], values);
        _root.Write(Path, rows.Retain());
        using RecordBatch read = _root.Store.Read(Path);
        AnyRows.AssertEqual(rows, read);
        Assert.Equal([Path.Replace("/1min", "_1min", StringComparison.Ordinal)],
            _root.Store.List(where: $"rows = {values.Length} /* {what} */"));
    }

    [Fact]
    public void Columns_of_every_type_come_back_exactly()
    {
        using RecordBatch rows = AnyRows.Make(s_everyType, seed: 3, rows: 300);
        _root.Write("x/any", rows.Retain());
        using RecordBatch read = _root.Store.Read("x/any");
        AnyRows.AssertEqual(rows, read);
    }

    [Fact]
    public void Rows_at_one_time_stay_in_order_and_are_cut_together()
    {
        _root.Write(Path, Rows([1, 2, 2, 2, 3], [10, 20, 21, 22, 30]));
        Assert.Equal([20, 21, 22], Values(new TimeRange(2, 2)));
        _root.Commit([FrameChange.Update(Path, Rows([2, 2], [28, 29]))]);
        Assert.Equal([10, 28, 29, 30], Values(TimeRange.All));
        _root.Commit([FrameChange.Delete(Path, new TimeRange(2, 2))]);
        Assert.Equal([10, 30], Values(TimeRange.All));
        Assert.Contains("Update it", Refused(FrameChange.Append(Path, Rows([3], [31]))));
    }

    [Fact]
    public void Rows_out_of_order_or_without_a_time_are_refused_by_row()
    {
        Assert.Contains("row 2", Refused(FrameChange.Write(Path, Rows([1, 5, 4], [1, 2, 3]))));
        using var builder = new BatchBuilder(s_close);
        builder[0].Append(1L);
        builder[0].AppendNull();
        foreach (double close in (double[])[1, 2]) builder[1].Append(close);
        Assert.Contains("row 1", Refused(FrameChange.Write(Path, builder.Build())));
    }

    [Fact]
    public void Missing_columns_are_null_and_numbers_are_widened_where_nothing_is_lost()
    {
        _root.Write(Path, Of(1, new Field("n", ArrowType.Int16), new Field("old", ArrowType.Utf8)));
        _root.Commit([FrameChange.Append(Path, Of(2, new Field("n", ArrowType.Int32)))]);
        _root.Commit([FrameChange.Append(Path,
            Of(3, new Field("n", ArrowType.Float64), new Field("new", ArrowType.Bool)))]);
        using RecordBatch read = _root.Store.Read(Path);
        Assert.Equal("event_time: timestamp[us, UTC]?, n: float64?, old: utf8?, new: bool?", read.Schema.ToString());
        Assert.Equal([1, 2, 3], read["n"].Values<double>().ToArray());
        Assert.Equal((2, 2), (read["old"].NullCount, read["new"].NullCount));
    }

    [Theory]
    [InlineData("utf8", "int64")]
    [InlineData("int64", "float64")]
    [InlineData("float64", "uint64")]
    [InlineData("uint64", "int8")]
    [InlineData("date32", "int32")]
    public void Types_that_nothing_holds_exactly_are_refused_by_column(string first, string second)
    {
        _root.Write(Path, Of(1, new Field("x", Named(first))));
        string told = Refused(FrameChange.Append(Path, Of(2, new Field("x", Named(second)))));
        Assert.Contains($"'x' is {first}", told);
        Assert.Contains(second, told);
        Assert.Equal(1, _root.Store.Resolve(null));
    }

    [Fact]
    public void Integers_join_floats_when_no_value_changes()
    {
        _root.Write(Path, Of(1, new Field("x", ArrowType.Float64)));
        _root.Commit([FrameChange.Append(Path, Of(189, new Field("x", ArrowType.Int64)))]);
        using RecordBatch read = _root.Store.Read(Path);
        Assert.Equal([1.0, 189.0], read["x"].Values<double>().ToArray());
        var large = new Schema(new Field("event_time", ArrowType.Timestamp), new Field("x", ArrowType.Int64));
        using var rows = new BatchBuilder(large);
        rows[0].Append(500L);
        rows[1].Append((1L << 53) + 1);
        Assert.Contains("'x' is float64", Refused(FrameChange.Append(Path, rows.Build())));
    }

    [Fact]
    public void A_frame_without_times_is_written_and_appended_and_not_cut()
    {
        RecordBatch Plain() => AnyRows.Make(new Schema(new Field("x", ArrowType.Int64)), seed: 1, rows: 3);
        _root.Write("config/weights", Plain());
        _root.Commit([FrameChange.Append("config/weights", Plain())]);
        using (RecordBatch read = _root.Store.Read("config/weights")) Assert.Equal(6, read.Length);
        Assert.Contains("event_time", Refused(FrameChange.Update("config/weights", Plain())));
        Assert.Contains("event_time", Refused(FrameChange.Delete("config/weights", new TimeRange(0, 1))));
        Assert.Contains("event_time", Refused(FrameChange.Append("config/weights", Rows([1], [1]))));
        Assert.Throws<UsageException>(() => _root.Store.Read("config/weights", new FrameQuery
        {
            Range = new TimeRange(0, 1),
        }));
    }

    [Theory]
    [InlineData("AAPL")]
    [InlineData("")]
    [InlineData("a//b")]
    [InlineData("../x/y")]
    [InlineData("x/\n")]
    [InlineData("x/A*")]
    public void What_is_no_path_is_refused(string path)
    {
        using RecordBatch rows = Rows([1], [1]);
        Assert.Throws<UsageException>(() => _root.Store.Commit([FrameChange.Write(path, rows)]));
    }

    [Fact]
    public void A_frame_is_changed_once_in_a_commit()
    {
        using RecordBatch rows = Rows([1], [1]);
        Assert.Contains("x_y/z is changed twice", Assert.Throws<UsageException>(() => _root.Store.Commit(
            [FrameChange.Write("x/y/z", rows), FrameChange.Append("x_y/z", rows)])).Message);
    }

    [Fact]
    public void Packs_of_pipelines_that_do_not_fit_are_refused()
    {
        Assert.Contains("ascend", Assert.Throws<DataException>(() =>
            _root.Adopt(_root.Pack("unsorted", ("A", 5, 3), ("A", 0, 3)))).Message);
        Assert.Throws<ResourceException>(() => _root.Adopt("frames/nowhere.pack"));
        _root.Objects.Publish([_root.Objects.Stage("frames/text.pack", "no pack"u8)]);
        Assert.Contains("text.pack", Assert.Throws<DataException>(() => _root.Adopt("frames/text.pack")).Message);
        Assert.Throws<UsageException>(() => _root.Adopt(_root.Pack("named", ("../A", 0, 3))));
        Assert.Equal(0, _root.Store.Resolve(null));
    }

    private static readonly Schema s_close = new(
        new Field("event_time", ArrowType.Timestamp), new Field("close", ArrowType.Float64));

    private static readonly Schema s_everyType = new(
    [
        new Field("flag", ArrowType.Bool), new Field("small", ArrowType.Int8), new Field("big", ArrowType.UInt64),
        new Field("half", ArrowType.Float32), new Field("whole", ArrowType.Float64), new Field("day", ArrowType.Date32),
        new Field("text", ArrowType.Utf8), new Field("bytes", ArrowType.Binary),
        new Field("word", ArrowType.Dictionary(ArrowType.Int32, ArrowType.Utf8)),
        new Field("list", ArrowType.List(ArrowType.Struct(new Field("a", ArrowType.Utf8)))),
        new Field("fixed", ArrowType.FixedList(ArrowType.Float64, 3)),
    ]);

    private static ArrowType Named(string name) => new[]
    {
        ArrowType.Utf8, ArrowType.Int64, ArrowType.Float64, ArrowType.UInt64, ArrowType.Int8, ArrowType.Date32,
        ArrowType.Int32,
    }.Single(t => t.Name == name);

    private static RecordBatch Rows(long[] times, double[] values)
    {
        using var rows = new BatchBuilder(s_close);
        foreach ((long time, double value) in times.Zip(values))
        {
            rows[0].Append(time);
            rows[1].Append(value);
        }

        return rows.Build();
    }

    /// <summary>One row: a time, and the number in every column.</summary>
    private static RecordBatch Of(int number, params Field[] fields)
    {
        using var rows = new BatchBuilder(new Schema([new Field("event_time", ArrowType.Timestamp), .. fields]));
        rows[0].Append((long)number);
        foreach (Field field in fields)
        {
            ColumnBuilder column = rows[field.Name];
            if (field.Type is BytesType) column.AppendText($"{number}");
            else if (field.Type is BoolType) column.AppendBool(true);
            else if (field.Type is FloatType) column.Append((double)number);
            else if (field.Type.Width == 1) column.Append((byte)number);
            else if (field.Type.Width == 2) column.Append((short)number);
            else if (field.Type.Width == 4) column.Append(number);
            else column.Append((long)number);
        }

        return rows.Build();
    }

    private double[] Values(TimeRange range)
    {
        using RecordBatch rows = _root.Store.Read(Path, new FrameQuery { Range = range });
        return rows["close"].Values<double>().ToArray();
    }

    /// <summary>Why a change is refused; its rows are disposed.</summary>
    private string Refused(FrameChange change) => Assert.Throws<DataException>(() => _root.Commit([change])).Message;
}
