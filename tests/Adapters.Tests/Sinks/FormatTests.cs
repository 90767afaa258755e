using System.Text;
using Tauric.Adapters.Sinks;
using Tauric.Adapters.Tests.Contracts;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Time;

namespace Tauric.Adapters.Tests.Sinks;

public sealed class JsonLinesFormatTests : FormatContract
{
    private static readonly Schema s_small = new(
        new Field("at", ArrowType.Timestamp), new Field("x", ArrowType.Float64), new Field("t", ArrowType.Utf8));

    protected override IFormat Format { get; } = new JsonLinesFormat();

    protected override Schema Schema { get; } = Nested();

    [Fact]
    public void A_line_looks_like_this()
    {
        using var rows = new BatchBuilder(s_small);
        rows["at"].Append(UtcMicros.From(new DateOnly(2024, 3, 5)) + 1);
        rows["x"].Append(0.1);
        rows["t"].AppendText("é \"q\" \\ \n \u0001 😀 <&>\u2028");
        using RecordBatch batch = rows.Build();
        Assert.Equal("{\"at\":\"2024-03-05T00:00:00.000001Z\",\"x\":0.1,\"t\":\"é \\\"q\\\" \\\\ \\n \\u0001 😀 <&>\u2028\"}\n",
            Encoding.UTF8.GetString(Format.Write(batch)));
    }

    [Theory]
    [InlineData("{\"at\":null,\"x\":1,\"t\":null}\n{\"at\":null,\"x\":\"1\",\"t\":null}\n", "line 2, column 16",
        "'x' wants float64 or null; seen: 1")]
    [InlineData("{\"at\":\"2024-13-05T00:00:00Z\",\"x\":1,\"t\":null}\n", "line 1, column 7", "'at' wants timestamp")]
    [InlineData("{\"at\":null,\"y\":1,\"t\":null}\n", "line 1, column 12", "expected member 'x'; seen: y")]
    [InlineData("{\"at\":null,\"x\":1e999,\"t\":null}\n", "line 1, column 16", "1e999")]
    [InlineData("{\"at\":null,\"x\":1,\"t\":\"\\ud800\"}\n", "line 1", "not JSON")]
    [InlineData("{\"at\":null,\"x\":1,\"t\":null", "line 1, column 26", "cut short")]
    [InlineData("{\"at\":null,\"x\":1,\"t\":null}{}\n", "line 1", "not JSON")]
    public void Bad_lines_are_refused_where_they_are_bad(string text, string place, string what)
    {
        var error = Assert.Throws<DataException>(() => Format.Read(s_small, Encoding.UTF8.GetBytes(text), Key));
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_number_is_not_written(double x)
    {
        using var rows = new BatchBuilder(s_small);
        rows["at"].AppendNull();
        rows["x"].Append(x);
        rows["t"].AppendNull();
        using RecordBatch batch = rows.Build();
        Assert.Contains("Row 0 of 'x'", Assert.Throws<DataException>(() =>
            Format.Write(batch)).Message, StringComparison.Ordinal);
        Assert.Contains("Row 0 of 'x'", Assert.Throws<DataException>(() =>
            new CsvFormat().Write(batch)).Message, StringComparison.Ordinal);
    }

    internal static Schema Nested() => new(
    [
        .. Flat,
        new Field("list", ArrowType.List(ArrowType.Utf8)),
        new Field("fixed", ArrowType.FixedList(ArrowType.Float64, 3)),
        new Field("struct", ArrowType.Struct(new Field("a", ArrowType.Int64), new Field("b",
            ArrowType.List(ArrowType.Date32, nullable: false)))),
        new Field("deep", ArrowType.List(ArrowType.Struct(new Field("s", ArrowType.FixedList(ArrowType.Bool, 2)),
            new Field("t", ArrowType.Timestamp)))),
    ]);
}

public sealed class JsonFormatTests : FormatContract
{
    protected override IFormat Format { get; } = new JsonFormat();

    protected override Schema Schema { get; } = JsonLinesFormatTests.Nested();

    protected override int RowsMin => 1;

    protected override int RowsMax => 1;

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void An_object_is_one_row(int count)
    {
        using RecordBatch rows = Rows(1, count);
        Assert.Throws<DataException>(() => Format.Write(rows));
        Assert.Throws<DataException>(() => Format.Read(Schema, new JsonLinesFormat().Write(rows), Key));
    }
}

public sealed class CsvFormatTests : FormatContract
{
    protected override IFormat Format { get; } = new CsvFormat();

    protected override Schema Schema { get; } = new(Flat);

    [Fact]
    public void Null_is_nothing_and_empty_text_is_quoted()
    {
        var schema = new Schema(new Field("a,b", ArrowType.Utf8), new Field("n", ArrowType.Int32));
        using var rows = new BatchBuilder(schema);
        foreach (string? text in (string?[])[null, "", "plain", "a\"b", "two\nlines"])
        {
            rows[0].AppendText(text);
            rows[1].Append(-7);
        }

        using RecordBatch batch = rows.Build();
        Assert.Equal("\"a,b\",n\n,-7\n\"\",-7\nplain,-7\n\"a\"\"b\",-7\n\"two\nlines\",-7\n",
            Encoding.UTF8.GetString(Format.Write(batch)));
    }

    [Fact]
    public void Nested_columns_are_refused_by_name() => Assert.Contains("'list'", Assert.Throws<PlanException>(
        () => Format.Read(JsonLinesFormatTests.Nested(), Array.Empty<byte>(), Key)).Message, StringComparison.Ordinal);
}

public sealed class BytesFormatTests : FormatContract
{
    protected override IFormat Format { get; } = new BytesFormat();

    protected override Schema Schema { get; } = new(
        new Field("payload_key", ArrowType.Utf8, Nullable: false), new Field("known_at", ArrowType.Timestamp,
            Nullable: false),
        new Field("payload", ArrowType.Binary, Nullable: false));

    protected override int RowsMin => 1;

    protected override int RowsMax => 1;

    protected override bool CanRefuse => false;

    [Fact]
    public void A_key_without_a_date_is_refused() =>
        Assert.Contains("raw/x/y/z.json", Assert.Throws<DataException>(() =>
            Format.Read(Schema, Array.Empty<byte>(), "raw/x/y/z.json")).Message,
            StringComparison.Ordinal);

    protected override RecordBatch Rows(int seed, int count)
    {
        using var rows = new BatchBuilder(Schema);
        CounterRandom random = CounterRandom.For(seed, "payload");
        byte[] payload = new byte[1 + random.NextInt(200)];
        for (int i = 0; i < payload.Length; i++) payload[i] = (byte)random.NextBits();
        rows["payload_key"].AppendText(Key["raw/".Length..]);
        rows["known_at"].Append(UtcMicros.From(new DateOnly(2024, 3, 5)));
        rows["payload"].AppendBytes(payload);
        return rows.Build();
    }
}
