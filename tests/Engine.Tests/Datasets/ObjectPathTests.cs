using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;

namespace Tauric.Engine.Tests.Datasets;

public sealed class ObjectPathTests
{
    private static readonly Schema s_schema = new(
        new Field("text", ArrowType.Utf8), new Field("date", ArrowType.Date32), new Field("at", ArrowType.Timestamp),
        new Field("n", ArrowType.Int64), new Field("small", ArrowType.UInt8), new Field("x", ArrowType.Float64));

    [Theory]
    [InlineData("news/{0}/{date}.jsonl", "news/AAPL/2024-03-05.jsonl")]
    [InlineData("raw/{text}", "raw/x.json")]
    [InlineData("a/{0}/{1}/v_{n}.json", "a/AAPL/2024-03/v_-7.json")]
    [InlineData("{at}/{small}", "2024-03-05/200")]
    [InlineData("fixed.json", "fixed.json")]
    public void A_row_has_this_key(string path, string key)
    {
        using RecordBatch rows = Row("x.json", n: -7);
        Assert.Equal(key, PathOf(path).Render("AAPL/2024-03", rows, 0));
    }

    [Fact]
    public void The_hash_of_the_bytes_is_filled_in_when_they_are_known()
    {
        using RecordBatch rows = Row("x");
        string key = PathOf("{0}.{sha256}.json").Render("AAPL", rows, 0);
        Assert.Equal("AAPL.ba7816bf8f01cfea.json", ObjectPath.Named(key, Hash256.Of("abc"u8)));
        Assert.Equal("fixed.json", ObjectPath.Named("fixed.json", Hash256.Of("abc"u8)));
    }

    [Theory]
    [InlineData("a/{nothing}.json", "'nothing'")]
    [InlineData("a/{date", "braces")]
    public void A_path_that_cannot_work_is_refused(string path, string what) =>
        Assert.Contains(what, Assert.Throws<PlanException>(() => PathOf(path)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("\u0007")]
    [InlineData("a\\b")]
    [InlineData("")]
    [InlineData(null)]
    public void A_value_that_makes_no_safe_key_is_refused(string? value)
    {
        using RecordBatch rows = Row(value);
        Assert.Throws<DataException>(() => PathOf("raw/{text}").Render("A", rows, 0));
        Assert.Throws<DataException>(() => PathOf("{text}").Render("A", rows, 0));
    }

    [Fact]
    public void A_time_of_day_a_float_and_a_missing_part_are_refused()
    {
        using RecordBatch rows = Row("t", at: 1);
        Assert.Throws<DataException>(() => PathOf("{at}").Render("A", rows, 0));
        Assert.Throws<PlanException>(() => PathOf("{x}").Render("A", rows, 0));
        Assert.Throws<PlanException>(() => PathOf("{1}").Render("A", rows, 0));
    }

    private static ObjectPath PathOf(string path) => new(new Dataset("d", s_schema, "a/b", path, "json"));

    private static RecordBatch Row(string? text, long n = 0, long? at = null)
    {
        using var rows = new BatchBuilder(s_schema);
        rows["text"].AppendText(text);
        rows["date"].Append(UtcMicros.ToDate32(new DateOnly(2024, 3, 5)));
        rows["at"].Append(at ?? UtcMicros.From(new DateOnly(2024, 3, 5)));
        rows["n"].Append(n);
        rows["small"].Append((byte)200);
        rows["x"].Append(0.5);
        return rows.Build();
    }
}
