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

    protected override Schema Schema { get; } = Nested;

    [Fact]
    public void A_line_looks_like_this()
    {
        using var rows = new BatchBuilder(s_small);
        rows["at"].Append(UtcMicros.From(new DateOnly(2024, 3, 5)) + 1);
        rows["x"].Append(0.1);
        rows["t"].AppendText("é \"q\" \\ \n \u0001 😀 <&>\u2028");
        using RecordBatch batch = rows.Build();
        Assert.Equal(
            "{\"at\":\"2024-03-05T00:00:00.000001Z\",\"x\":0.1,\"t\":\"é \\\"q\\\" \\\\ \\n \\u0001 😀 <&>\u2028\"}\n",
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
}
