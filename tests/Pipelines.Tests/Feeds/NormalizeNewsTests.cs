using System.Globalization;
using System.Text;
using System.Text.Json;
using Tauric.Engine.Time;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Tests.Feeds;

public class NormalizeNewsTests
{
    private const string Long =
        "The maker of phones said on Tuesday that sales in the quarter rose by a tenth from a year before, "
        + "helped by services and by buyers in India, while margins stayed where they were";

    [Fact]
    public void A_finnhub_payload_becomes_rows()
    {
        StepResult result = RawPayloads.Normalize(new NormalizeNews(), ("finnhub/AAPL/2024-03-05.json", """
            [{"datetime":1709633100,"headline":"Apple &amp; friends","id":7,"source":"Wire","summary":"<p>Up <b>5</b>%</p><script>x(1<2)</script><img src='t.gif'>","url":"https://e.example/7"},
             {"datetime":1709629500,"headline":"Fed waits","id":6,"source":"Wire","summary":"","url":""},
             {"datetime":1709636700,"headline":"S&P 500\tslips  again","id":8,"source":"","summary":"Caf\u00e9 &nbsp; &ldquo;ok&rdquo;<br/>done"}]
            """));
        Assert.Empty(result.Rejects);
        Assert.Equal(["Fed waits", "Apple & friends", "S&P 500 slips again"], result.All("headline"));
        Assert.Equal(["~", "Up 5%", "Café “ok” done"], result.All("summary"));
        Assert.Equal(["2024-03-05T09:05:00Z", "2024-03-05T10:05:00Z", "2024-03-05T11:05:00Z"], result.All("known_at"));
        Assert.Equal("finnhub/AAPL/2024-03-05.json#6", result.All("raw_ref").First());
        Assert.All(result.All("news_id"), id => Assert.Matches("^[0-9a-f]{16}$", id));
        Assert.All(result.Rows, row => Assert.Equal("AAPL/2024-03", row.Key));
    }

    [Fact]
    public void A_google_payload_becomes_rows()
    {
        StepResult result = RawPayloads.Normalize(new NormalizeNews(), Google("2024-03-31",
            Item("Apple up - The Post - Online", "Tue, 05 Mar 2024 10:05:00 GMT", "a", "The Post - Online"),
            Item("Apple sued - Wire", "Wed, 6 Mar 2024 10:05:00 +0200", "b", null),
            Item("No publisher at all", "Thu, 07 Mar 2024 10:05:00 GMT", "c", "Else")));
        Assert.Empty(result.Rejects);
        Assert.Equal(["Apple up", "Apple sued", "No publisher at all"], result.All("headline"));
        Assert.Equal(["The Post - Online", "Wire", "Else"], result.All("publisher"));
        Assert.Equal(["2024-03-05T10:05:00Z", "2024-03-06T08:05:00Z", "2024-03-07T10:05:00Z"], result.All("known_at"));
    }

    [Theory]
    [InlineData("""{"datetime":1709633100,"headline":null,"id":1}""", "no-headline")]
    [InlineData("""{"datetime":1709633100,"headline":" <br> ","id":1}""", "no-headline")]
    [InlineData("""{"datetime":0,"headline":"h","id":1}""", "no-time")]
    [InlineData("""{"datetime":"1709633100","headline":"h","id":1}""", "wrong-type")]
    [InlineData("""{"datetime":1709633100.5,"headline":"h","id":1}""", "not-whole")]
    [InlineData("""{"datetime":1e300,"headline":"h","id":1}""", "not-whole")]
    [InlineData("""{"datetime":9223372036854775807,"headline":"h","id":1}""", "date-out-of-range")]
    [InlineData("""{"datetime":-1,"headline":"h","id":1}""", "date-out-of-range")]
    [InlineData("""{"datetime":1709633100,"headline":["h"],"id":1}""", "wrong-type")]
    [InlineData("""{"datetime":1709633100,"headline":"\ud800","id":1}""", "invalid-text")]
    [InlineData("""{"datetime":1709633100,"headline":"h"}""", "no-id")]
    [InlineData("""{"datetime":1719633100,"headline":"the future","id":1}""", "outside-window")]
    [InlineData("""{"datetime":1699633100,"headline":"the past","id":1}""", "outside-window")]
    [InlineData("17", "wrong-type")]
    public void A_bad_item_is_refused_once_and_the_others_stay(string item, string reason)
    {
        StepResult result = RawPayloads.Normalize(new NormalizeNews(),
            ("finnhub/AAPL/2024-03-05.json", $$"""[{{item}},{"datetime":1709633200,"headline":"good","id":2}]"""));
        Assert.Equal([reason], result.Reasons);
        Assert.Equal(["good"], result.All("headline"));
    }

    [Fact]
    public void What_is_refused_at_a_months_edge_is_counted_in_the_month_of_the_payload()
    {
        StepResult result = RawPayloads.Normalize(new NormalizeNews(), ("finnhub/AAPL/2024-03-31.json", """[{"id":1}]"""));
        Assert.Equal(["AAPL/2024-03", "AAPL/2024-04"], result.Partitions.Select(partition => partition.Key));
        Assert.Equal(["AAPL/2024-03"], result.Rejects.Select(reject => reject.Partition));
    }

    public static TheoryData<byte[], string> BadPayloads() => new()
    {
        { "[{\"id\":1},"u8.ToArray(), "malformed-json" },
        { "{}"u8.ToArray(), "unexpected-shape" },
        { [(byte)'[', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)']'], "invalid-utf8" },
        { Encoding.UTF8.GetBytes(new string('[', 100_000)), "malformed-json" },
        { Encoding.UTF8.GetBytes("[{\"datetime\":1709633100,\"id\":1,\"headline\":\"" + new string('x',
            10 << 20) + "\"}]"), "field-too-long" },
        { Encoding.UTF8.GetBytes("[{\"datetime\":1709633100,\"id\":1,\"headline\":\"" + string.Concat(
            Enumerable.Repeat("<div>", 100_000)) + "\"}]"), "too-much-markup" },
    };

    [Theory]
    [MemberData(nameof(BadPayloads), DisableDiscoveryEnumeration = true)]   // One has 10 MB, which names would carry.
    public void A_bad_payload_is_refused_and_the_run_goes_on(byte[] payload, string reason)
    {
        StepResult result = RawPayloads.Normalize(new NormalizeNews(),
            [("finnhub/AAPL/2024-03-05.json", payload), ("finnhub/AAPL/2024-03-06.json", Day((1,
                "2024-03-06T10:00:00Z", "good", "")))]);
        Assert.Equal([reason], result.Reasons);
        Assert.Equal(["good"], result.All("headline"));
    }

    [Theory]
    [InlineData(
        "<!DOCTYPE rss [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><rss><channel><item><title>&b;</title></item></channel></rss>", "malformed-xml")]
    [InlineData("<rss><channel><item><title>x</title>", "malformed-xml")]
    [InlineData("<html></html>", "unexpected-shape")]
    [InlineData("<rss><channel><item><title>t - p</title><guid>1</guid></item></channel></rss>", "no-time")]
    [InlineData(
        "<rss><channel><item><title>t - p</title><pubDate>2024-03-05 10:00</pubDate><guid>1</guid></item></channel></rss>", "malformed-time")]
    [InlineData(
        "<rss><channel><item><pubDate>Tue, 05 Mar 2024 10:05:00 GMT</pubDate><guid>1</guid></item></channel></rss>",
        "no-headline")]
    [InlineData(
        "<rss><channel><item><title>t</title><pubDate>Tue, 05 Mar 2024 10:05:00 GMT</pubDate></item></channel></rss>", "no-id")]
    public void Bad_rss_is_refused(string xml, string reason)
    {
        StepResult result = RawPayloads.Normalize(new NormalizeNews(), ("google_news/AAPL/2024-03-31.xml", xml));
        Assert.Equal([reason], result.Reasons);
        Assert.Empty(result.Rows);
    }

    [Fact]
    public void Copies_go_and_corrections_stay()
    {
        StepResult result = RawPayloads.Normalize(new NormalizeNews(),
            [("finnhub/AAPL/2024-03-05.json", Day(
                (1, "2024-03-05T10:00:00Z", "Apple sales rise 10%", Long),
                (2, "2024-03-05T11:00:00Z", "UPDATE 1-Apple sales rise 10%", Long),
                (3, "2024-03-05T12:00:00Z", "Apple: sales rise 10%!", Long),
                (1, "2024-03-05T13:00:00Z", "CORRECTED: Apple sales rise 11%", Long),
                (4, "2024-03-05T14:00:00Z", "Something else", "of no relation"))),
             ("google_news/AAPL/2024-03-31.xml", Encoding.UTF8.GetBytes(Google("",
                 Item("Apple sales rise 10% - Wire", "Tue, 05 Mar 2024 10:00:00 GMT", "g", "Wire")).Text)),
             ("finnhub/AAPL/2024-03-13.json", Day((9, "2024-03-13T12:00:01Z", "Apple sales rise 10%", Long)))]);
        Assert.Equal(["Apple sales rise 10%", "CORRECTED: Apple sales rise 11%", "Something else",
            "Apple sales rise 10%"], result.All("headline"));
        Assert.Equal(["exact-duplicate", "near-duplicate", "exact-duplicate"], result.Reasons);
        Assert.Equal(["~", result.All("news_id").First(), "~", "~"], result.All("supersedes"));
        Assert.All(result.Rejects, reject => Assert.Equal(result.All("news_id").First(), reject.Detail));
    }

    [Fact]
    public void A_copy_is_found_across_the_end_of_a_month()
    {
        StepResult result = RawPayloads.Normalize(new NormalizeNews(),
            [("finnhub/AAPL/2024-03-31.json", Day((1, "2024-03-31T23:00:00Z", "Apple sales rise", Long))),
             ("finnhub/AAPL/2024-04-05.json", Day((2, "2024-04-05T10:00:00Z", "Apple sales rise", Long)))]);
        Assert.Equal(["AAPL/2024-03"], result.Rows.Select(row => row.Key));
        Assert.Equal(["AAPL/2024-04"], result.Rejects.Select(reject => reject.Partition));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Order_of_arrival_and_payloads_sent_twice_do_not_show(int seed)
    {
        var stories = Invented(seed, 120);
        string[] expected = [.. RawPayloads.Normalize(new NormalizeNews(), ByDay(stories)).Lines];
        var random = Engine.CounterRandom.For(seed, "arrival");
        random.Shuffle<(int, string, string, string)>(stories);
        var shuffled = ByDay(stories).ToList();
        // The day after repeats the day, as overlapping requests do.
        shuffled.AddRange(ByDay([.. stories.Select(s => (s.Id, s.At, s.Headline, s.Summary))], shift: 1)
            .Where(late => shuffled.All(p => p.Key != late.Key)));
        Assert.Equal(expected, RawPayloads.Normalize(new NormalizeNews(), shuffled, batchRowsMax: 3).Lines);
        Assert.True(expected.Length is > 20 and < 120, $"{expected.Length} survivors");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Cutting_off_the_future_does_not_change_the_past(int seed)
    {
        var stories = Invented(seed, 120);
        StepResult whole = RawPayloads.Normalize(new NormalizeNews(), ByDay(stories));
        var random = Engine.CounterRandom.For(seed, "cut");
        for (int n = 0; n < 20; n++)
        {
            string cut = stories[random.NextInt(stories.Length)].At;
            StepResult past = RawPayloads.Normalize(new NormalizeNews(), ByDay([.. stories.Where(story =>
                Before(story.At, cut))]));
            Assert.Equal(whole.Rows.Where(row => Before(row.Fields["known_at"], cut)).Select(Line),
                past.Rows.Select(Line));
        }

        static bool Before(string at, string cut) => string.CompareOrdinal(at, cut) <= 0;
        static string Line((string Key, IReadOnlyDictionary<string, string> Fields) row) =>
            string.Join('|', row.Fields.Values);
    }

    [Fact]
    public void A_partition_needs_no_payload_it_does_not_declare()
    {
        // Each month alone, from a store that holds nothing but its declared reads, gives what the whole store gives.
        var payloads = ByDay(Invented(6, 150)).ToList();
        StepResult whole = RawPayloads.Normalize(new NormalizeNews(), payloads);
        foreach (Engine.Datasets.Partition month in whole.Partitions)
        {
            HashSet<string> declared = [.. month.Reads.Select(read => read.Key)];
            StepResult alone = RawPayloads.Normalize(new NormalizeNews(), payloads.Where(p =>
                declared.Contains(p.Key)));
            string prefix = month.Key + ": ";
            Assert.Equal(whole.Lines.Where(line => line.StartsWith(prefix, StringComparison.Ordinal)),
                alone.Lines.Where(line => line.StartsWith(prefix, StringComparison.Ordinal)));
        }
    }

    /// <summary>Stories over two months of which many are copies, near copies or corrections of others.</summary>
    private static (int Id, string At, string Headline, string Summary)[] Invented(int seed, int count)
    {
        var random = Engine.CounterRandom.For(seed, "stories");
        var stories = new (int, string, string, string)[count];
        for (int i = 0; i < count; i++)
        {
            int topic = random.NextInt(12);
            long at = UtcMicros.From(new DateOnly(2024, 3,
                10)) + (random.NextInt(40 * 1440) * 60 * UtcMicros.PerSecond);
            string extra = random.NextInt(3) == 0 ? " said" + random.NextInt(3) : "";
            string summary = random.NextInt(4) == 0 ? "" : Long + " topic " + topic + extra;
            stories[i] = (random.NextInt(60), UtcMicros.Format(at), $"Headline number{topic} of the day" + extra,
                summary);
        }

        return stories;
    }

    internal static IEnumerable<(string Key, byte[] Bytes)> ByDay((int Id, string At, string Headline,
        string Summary)[] stories, int shift = 0) =>
        stories.GroupBy(story => DateOnly.ParseExact(story.At[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture))
            .Select(day => ($"finnhub/AAPL/{day.Key.AddDays(shift):yyyy-MM-dd}.json", Day([.. day])));

    internal static byte[] Day(params (int Id, string At, string Headline, string Summary)[] stories) =>
        JsonSerializer.SerializeToUtf8Bytes(stories.Select(story => new
        {
            id = story.Id,
            datetime = DateTimeOffset.Parse(story.At, CultureInfo.InvariantCulture).ToUnixTimeSeconds(),
            headline = story.Headline,
            summary = story.Summary,
            source = "Wire",
            url = $"https://e.example/{story.Id}",
        }));

    private static (string Key, string Text) Google(string date, params string[] items) =>
        ($"google_news/AAPL/{date}.xml",
            $"<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel><title>q</title>{string.Concat(items)}</channel></rss>");

    private static string Item(string title, string date, string guid, string? publisher) =>
        $"<item><title>{title}</title><link>https://n.example/{guid}</link><guid isPermaLink=\"false\">{guid}</guid>"
        + $"<pubDate>{date}</pubDate><description>&lt;a&gt;{title}&lt;/a&gt;</description>"
        + (publisher is null ? "" : $"<source url=\"https://p.example\">{publisher}</source>") + "</item>\n";
}
