using FsCheck;
using FsCheck.Fluent;
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
    [InlineData("raw/{text}", "raw/finnhub/AAPL/x.json")]
    [InlineData("a/{0}/{1}/v_{n}.json", "a/AAPL/2024-03/v_-7.json")]
    [InlineData("{at}/{small}", "2024-03-05/200")]
    [InlineData("fixed.json", "fixed.json")]
    public void A_row_has_this_key(string path, string key)
    {
        using RecordBatch rows = Row("finnhub/AAPL/x.json", n: -7);
        Assert.Equal(key, PathOf(path).Render("AAPL/2024-03", rows, 0));
    }

    [Fact]
    public void A_key_is_read_back_to_the_values_it_was_made_of()
    {
        Gen<string> text = Gen.Elements("A", "b", "_", "-", ".", "v_", ".json", "/", "..", "é", "\n").NonEmptyListOf()
            .Select(string.Concat);
        string[] paths = ["p/{0}/{text}", "p/{text}_{n}.json", "p/{0}_{text}/{n}.json", "p/v_{text}v_{n}", "{text}"];
        Prop.ForAll(text.ToArbitrary(), text.ToArbitrary(), Gen.Elements(paths).ToArbitrary(), (value, part, path) =>
        {
            using RecordBatch rows = Row(value, n: value.Length);
            ObjectPath objectPath = PathOf(path);
            try
            {
                IReadOnlyDictionary<string, string>? parsed = objectPath.Parse(objectPath.Render(part, rows, 0));
                Assert.NotNull(parsed);
                Assert.Equal(value, parsed["text"]);
                if (parsed.TryGetValue("0", out string? zero)) Assert.Equal(part.Split('/')[0], zero);
                if (parsed.TryGetValue("n", out string? n)) Assert.Equal($"{value.Length}", n);
            }
            catch (DataException)
            {
                // Refused is right for values that no key can carry; that plain ones are not refused is shown above.
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Theory]
    [InlineData("news/{0}/{date}.jsonl", "news/AAPL/2024-03-05.json")]
    [InlineData("news/{0}/{date}.jsonl", "news/AAPL/x/2024-03-05.jsonl")]
    [InlineData("news/{0}/{date}.jsonl", "news//2024-03-05.jsonl")]
    [InlineData("news/{0}/{0}.jsonl", "news/A/B.jsonl")]
    [InlineData("fixed.json", "fixed.json2")]
    [InlineData("raw/{text}", "raw/")]
    public void A_key_of_something_else_is_not_read(string path, string key) => Assert.Null(PathOf(path).Parse(key));

    [Theory]
    [InlineData("a/{nothing}.json", "'nothing'")]
    [InlineData("a/{date", "braces")]
    [InlineData("a/{text}{n}", "divides")]
    public void A_path_that_cannot_work_is_refused(string path, string what) =>
        Assert.Contains(what, Assert.Throws<PlanException>(() => PathOf(path)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc")]
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
