using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tauric.Host.Tests.Proofs;

/// <summary>What providers, users and file names should never hold, through the whole pipeline.</summary>
public sealed class HostileInputTests(SmallInput input) : IDisposable
{
    private const string Chart = "raw/yahoo_price/AAPL/2024-05-10.json";

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Payload, what it holds, and why it is refused; of AAPL and of a series nobody asks for.</summary>
    private static readonly (string Key, byte[] Bytes, string Reason)[] s_payloads =
    [
        News(4, "[{\"id\":1,", "malformed-json"),
        News(5, "[NaN]", "malformed-json"),
        News(6, new string('[', 100_000), "malformed-json"),
        News(7, "{\"no\":\"list\"}", "unexpected-shape"),
        News(8, "[7]", "wrong-type"),
        News(11, Story("\"noon\"", "\"x\""), "wrong-type"),
        News(12, Story("99999999999999", "\"x\""), "date-out-of-range"),
        News(13, Story("1714564800", "\"A story from the future\""), "outside-window"),
        News(14, Story("1710417600", $"\"{new string('x', 10_000_000)}\""), "field-too-long"),
        News(15, Story("1710504000", "\"\\ud800\""), "invalid-text"),
        News(18, Story("1710763200", "null"), "no-headline"),
        ("finnhub/AAPL/2024-03-19.json", [(byte)'[', 0xFF, 0xFE, (byte)']'], "invalid-utf8"),
        ("finnhub/AAPL/2024-03-20.json", [], "empty-payload"),
        Text("google_news/AAPL/2024-03-30.xml", "<rss><channel><item><title>x</channel>", "malformed-xml"),
        Text("google_news/AAPL/2024-03-29.xml", Bomb, "malformed-xml"),
        Text("google_news/AAPL/2024-03-28.xml", "<html/>", "unexpected-shape"),
        Text("simfin/AAPL/2024-03-01.csv", "Ticker;Revenue\nAAPL;1\n", "missing-column"),
        Text("simfin/AAPL/2024-03-02.csv", Statement("\"1"), "malformed-csv"),
        Text("simfin/AAPL/2024-03-03.csv", Statement("NaN"), "not-a-number"),
        Text("simfin/AAPL/2024-03-04.csv", Statement("-inf"), "not-a-number"),
        Text("fred/HOSTILE/2024-03-01.json", Observation("NaN"), "not-a-number"),
        Text("fred/HOSTILE/2024-03-02.json", Observation("1e999"), "not-a-number"),
        Text("finnhub_insider_transactions/AAPL/2024-03-09.json", """
            {"data":[{"id":"a","filingDate":"2024-03-08","transactionDate":"2024-03-08","transactionPrice":-3}]}
            """, "negative-price"),
        Text("finnhub_insider_sentiment/AAPL/2024-03-09.json",
            "{\"data\":[{\"year\":2024,\"month\":2,\"mspr\":1e9}]}", "mspr-out-of-range"),
        Text("yahoo_analyst/AAPL/2024-03-09.json", "{\"quoteSummary\":{\"result\":[]}}", "unexpected-shape"),
        Text("yahoo_price/AAPL/2024-03-09.json", "{\"chart\":{\"error\":{\"code\":\"Not Found\"}}}", "provider-error"),
    ];

    [Fact]
    public void A_hostile_payload_is_refused_with_its_reason_and_costs_nothing_but_itself()
    {
        _folder.CopyFrom(input.Folder);
        foreach ((string key, byte[] bytes, _) in s_payloads) _folder.Write("raw/" + key, bytes);
        using CorpusRoot hostile = new();
        hostile.Run(_folder.Path);

        List<(string Where, string Reason)> rejects = Rejects(hostile.Folder);
        Assert.All(s_payloads, hostility => Assert.Contains(rejects, reject =>
            reject.Reason == hostility.Reason && reject.Where.Split('#')[0] == hostility.Key));
        Assert.Empty(hostile.Verify().Damaged);
        Assert.Equal(Of("JPM", input.Clean), Of("JPM", hostile));
        Assert.NotEmpty(Of("JPM", input.Clean));
    }

    [Fact]
    public void Hostile_bars_are_refused_one_by_one()
    {
        string[] reasons = ["price-not-positive", "high-below-low", "negative-volume", "not-finite", "wrong-type",
            "outside-range", "no-time", "date-out-of-range", "not-a-session", "contradicted"];
        using CorpusRoot hostile = new();
        Bars(bars =>
        {
            bars.Set("close", 1, -1.0);
            (bars.Of("high")[2], bars.Of("low")[2]) = (1.0, 2.0);
            bars.Set("volume", 3, -5);
            bars.Set("open", 4, JsonNode.Parse("1e999"));
            bars.Set("open", 5, "NaN");
            bars.Set("open", 6, 1e9);
            bars.Set("timestamp", 7, 0);
            bars.Set("timestamp", 8, long.MaxValue);
            bars.Set("timestamp", 9, 1704571200);   // A Saturday.
            bars.Repeat(10);
            bars.Set("volume", bars.Length - 1, 7);
        });
        hostile.Run(_folder.Path);
        string[] refused = [.. Rejects(hostile.Folder)
            .Where(reject => "raw/" + reject.Where.Split('#')[0] == Chart).Select(reject => reject.Reason)];
        Assert.Empty(reasons.Except(refused));
        Assert.Equal(Of("JPM", input.Clean), Of("JPM", hostile));
    }

    [Fact]
    public void Duplicate_and_unordered_bars_make_the_same_corpus()
    {
        using CorpusRoot hostile = new();
        Bars(bars =>
        {
            for (int i = bars.Length - 1; i >= 0; i -= 3) bars.Repeat(i);
            bars.Reverse();
        });
        hostile.Run(_folder.Path);
        Assert.Equal(Made(input.Clean), Made(hostile));
    }

    [Theory]
    [InlineData("raw/finnhub/A..B/2024-03-05.json", "A..B")]
    [InlineData("raw/finnhub/..AAPL/2024-03-05.json", "..AAPL")]
    [InlineData("raw/finnhub/AAPL \u001b[31m/2024-03-05.json", "U+001B")]
    [InlineData("raw/finnhub/AAPL/2024-03-05.json.exe", "2024-03-05.json.exe")]
    [InlineData("raw/finnhub/AAPL/notes.txt", "notes.txt")]
    [InlineData("raw/FINNHUB/AAPL/2024-03-05.json", "FINNHUB/AAPL")]
    public async Task A_name_that_is_no_payload_is_told_and_nothing_is_made(string name, string told)
    {
        _folder.CopyFrom(input.Folder);
        _folder.Write(name, "[]"u8.ToArray());
        using CapturedTerminal captured = new(CorpusRoot.Variables);
        Assert.Equal(CommandLine.Usage, await captured.Run("run", "corpus", "--root", "r", "--input", _folder.Path));
        Assert.Contains(told, captured.Error);
        Assert.DoesNotContain('\u001b', captured.Error);
        Assert.Empty(CorpusRoot.HashesOf(Path.Combine(captured.Folder, "r")));
    }

    [Theory]
    [InlineData("pipeline: {tokens: 3}", "pipeline.tokens: no such key")]
    [InlineData("corpus: {tickers: [AAPL, ../../etc]}", "'../../etc' is not")]
    [InlineData("labels: {share_tolerance: NaN}", "labels.share_tolerance")]
    [InlineData("a: &a [*a]", "aliases are not read")]
    public async Task A_configuration_that_is_wrong_is_told_and_nothing_is_made(string yaml, string told)
    {
        using CapturedTerminal captured = new();
        string file = captured.Write("mine.yaml", yaml);
        Assert.Equal(3, await captured.Run("run", "corpus", "--root", "r", "--config", file));
        Assert.Contains(told, captured.Error);
        Assert.False(Directory.Exists(Path.Combine(captured.Folder, "r")));
    }

    private void Bars(Action<ChartArrays> change)
    {
        _folder.CopyFrom(input.Folder);
        string path = _folder.Below(Chart);
        JsonNode root = JsonNode.Parse(File.ReadAllBytes(path))!;
        change(new ChartArrays(root["chart"]!["result"]![0]!));
        File.WriteAllText(path, root.ToJsonString());
    }

    /// <summary>All that was made of the payloads, and not the manifests, which count the payloads too.</summary>
    private static List<KeyValuePair<string, string>> Made(CorpusRoot root) => [.. root.Hashes()
        .Where(o => !o.Key.StartsWith("raw/", StringComparison.Ordinal) && !o.Key.EndsWith("manifest.json"))];

    private static List<KeyValuePair<string, string>> Of(string ticker, CorpusRoot root) =>
        [.. Made(root).Where(o => o.Key.Split('/', '=', '.').Contains(ticker))];

    internal static List<(string Where, string Reason)> Rejects(string root) =>
    [
        .. from file in Directory.EnumerateFiles(Path.Combine(root, "rejected"), "*.jsonl", SearchOption.AllDirectories)
           from line in File.ReadLines(file)
           let json = JsonDocument.Parse(line).RootElement
           select (json.GetProperty("where").GetString()!, json.GetProperty("reason").GetString()!),
    ];

    private static (string, byte[], string) News(int day, string text, string reason) =>
        Text($"finnhub/AAPL/2024-03-{day:D2}.json", text, reason);

    private static (string, byte[], string) Text(string key, string text, string reason) =>
        (key, Encoding.UTF8.GetBytes(text), reason);

    private static string Story(string datetime, string headline) =>
        $$"""[{"id":1,"datetime":{{datetime}},"headline":{{headline}},"summary":"s","source":"s","url":"u"}]""";

    private static string Statement(string revenue) =>
        "Ticker;Fiscal Year;Fiscal Period;Report Date;Publish Date;Revenue;Net Income\n"
        + $"AAPL;2023;Q4;2023-12-31;2024-02-01;{revenue};1\n";

    private static string Observation(string value) =>
        $$"""{"observations":[{"date":"2024-02-01","realtime_start":"2024-02-02","value":"{{value}}"}]}""";

    private static string Bomb =>
        "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
        + "<rss><channel><item><title>&b;</title></item></channel></rss>";

    /// <summary>The parallel arrays of a chart.</summary>
    private sealed class ChartArrays
    {
        private readonly SortedDictionary<string, JsonArray> _arrays = new(StringComparer.Ordinal);

        public ChartArrays(JsonNode result)
        {
            _arrays.Add("timestamp", result["timestamp"]!.AsArray());
            _arrays.Add("adjclose", result["indicators"]!["adjclose"]![0]!["adjclose"]!.AsArray());
            foreach ((string name, JsonNode? values) in result["indicators"]!["quote"]![0]!.AsObject())
                _arrays.Add(name, values!.AsArray());
        }

        public int Length => _arrays["timestamp"].Count;

        public JsonArray Of(string name) => _arrays[name];

        public void Set(string name, int bar, JsonNode? value) => _arrays[name][bar] = value;

        /// <summary>Appends a copy of a bar.</summary>
        public void Repeat(int bar)
        {
            foreach (JsonArray array in _arrays.Values) array.Add(array[bar]?.DeepClone());
        }

        public void Reverse()
        {
            foreach (JsonArray array in _arrays.Values)
            {
                JsonNode?[] values = [.. array.Select(value => value?.DeepClone()).Reverse()];
                for (int i = 0; i < values.Length; i++) array[i] = values[i];
            }
        }
    }
}
