using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Tauric.Adapters.Frames;
using Tauric.Adapters.Storage;
using Tauric.Engine.Columnar;
using Tauric.Host.Sample.Market;

namespace Tauric.Host.Tests.Proofs;

/// <summary>The stories system as a user runs it, from raw bars to frames and Parquet.</summary>
public sealed class StoriesTests(StoriesTests.Finished finished) : IClassFixture<StoriesTests.Finished>, IDisposable
{
    private static readonly DateOnly s_cut = new(2024, 11, 26);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_worker_two_workers_and_three_row_batches_write_the_same_bytes_and_a_rerun_none()
    {
        string one = await Run(finished.Input, _folder.Below("one"), "--workers", "1", "--batch-rows", "3");
        string two = finished.Root;
        SortedDictionary<string, string> hashes = CorpusRoot.HashesOf(two);
        Assert.Equal(CorpusRoot.HashesOf(one), hashes);
        Assert.Contains(hashes.Keys, key => key.StartsWith("exports/stories/split=train/", StringComparison.Ordinal));
        string log = File.ReadAllText(Assert.Single(Directory.GetFiles(Path.Combine(two, "logs"), "*.json")));
        JsonNode judged = JsonNode.Parse(log)!["steps"]!.AsArray().Single(s => (string?)s!["step"] == "assess_prices")!;
        Assert.True((long)judged["found"]!["bars"]! > 3 * 390);
        Assert.Contains("0 partitions computed", await Said("run", "stories", "--input", finished.Input, "--root", two),
            StringComparison.Ordinal);
        Assert.Equal(hashes, CorpusRoot.HashesOf(two));
    }

    [Fact]
    public async Task Cutting_off_the_future_changes_nothing_before_it()
    {
        string cut = _folder.Below("cut-input");
        foreach (string path in Directory.EnumerateFiles(finished.Input, "*", SearchOption.AllDirectories))
        {
            if (Cut(path) is { } bytes)
                _folder.Write(Path.Combine("cut-input", Path.GetRelativePath(finished.Input, path)), bytes);
        }

        string before = await Run(cut, _folder.Below("before"));
        Dictionary<string, string> all = Rows(finished.Root), some = Rows(before);
        Assert.True(some.Count > 60, $"{some.Count} partitions");
        Assert.Contains("assembled_stories/2024-11-26", some.Keys);
        Assert.All(some, pair => Assert.True(all.GetValueOrDefault(pair.Key) == pair.Value, pair.Key));
    }

    [Fact]
    public async Task A_corrected_bar_changes_its_sessions_and_earlier_versions_stay()
    {
        _folder.CopyFrom(finished.Folder);
        string input = _folder.Below("input"), root = _folder.Below("root");
        SortedDictionary<string, string> before = CorpusRoot.HashesOf(root);
        string payload = Directory.GetFiles(Path.Combine(input, "raw", "iqfeed_1min", "market")).Max()!;
        string[] lines = File.ReadAllLines(payload);
        int at = Array.FindIndex(lines, line => line.StartsWith("AAPL,2024", StringComparison.Ordinal));
        string[] fields = lines[at].Split(',');
        fields[2] = (decimal.Parse(fields[2], CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
        lines[at] = string.Join(',', fields);
        File.WriteAllLines(payload, lines);
        await Run(input, root);

        string[] changed = [.. CorpusRoot.HashesOf(root).Except(before).Select(pair => pair.Key)
            .Where(key => key.EndsWith(".pack", StringComparison.Ordinal)
                && !key.StartsWith("frames/packs/", StringComparison.Ordinal))];
        Assert.Contains(changed, key => key.StartsWith("frames/indicators_technical/frequency=1min/2024-11-29",
            StringComparison.Ordinal));
        Assert.All(changed, key => Assert.Contains("2024-11-29", key, StringComparison.Ordinal));
        // What was replaced keeps what differs: two symbols of three are as they were.
        FileInfo[] packs = new DirectoryInfo(Path.Combine(root, "frames")).GetFiles("*.pack",
            SearchOption.AllDirectories);
        Assert.Equal(before.Keys.Count(key => key.EndsWith(".pack", StringComparison.Ordinal)) + 1, packs.Length);
        FileInfo past = Assert.Single(packs, pack => pack.Directory!.Name == "packs");
        long now = changed.Sum(key => new FileInfo(Path.Combine(root, key)).Length);
        Assert.InRange(past.Length, 1, now * 3 / 4);
        string high = $"{fields[2]}";
        Assert.Contains(high, await Bars(root, "2"), StringComparison.Ordinal);
        Assert.DoesNotContain(high, await Bars(root, "1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frames_of_prices_say_what_was_found_of_them()
    {
        string root = finished.Root;
        string found = await Said("query",
            """
            SELECT m.symbol FROM frame_metadata m JOIN (SELECT symbol, sum(inconsistent) AS refused,
                max(outliers_iqr) AS iqr, max(outliers_robust_z) AS z, min(completeness) AS complete
                FROM price_quality WHERE frequency = '1min' GROUP BY symbol) q USING (symbol)
            WHERE m.library = 'prices_1min' AND m.ohlc_inconsistent = refused AND m.outliers_iqr = iqr
                AND m.outliers_robust_z = z AND m.calendar_completeness = complete ORDER BY symbol
            """, "--root", root, "--format", "csv");
        Assert.Equal(3, found.Trim().Split('\n').Length - 1);
        Assert.Equal("prices_1min/AAPL", (await Said("frames", "list", "prices/1min/*", "--where",
            "ohlc_inconsistent > 0", "--root", root, "--format", "csv")).Split('\n')[1].Split(',')[0]);
        string trains = await Said("query",
            "SELECT type, sequence_length, quality_threshold, training_ready, story_quality_score >= 0.7 AS good "
            + "FROM frame_metadata WHERE path = 'story_training_data/AAPL'", "--root", root, "--format", "csv");
        Assert.Equal("llm_training_data,7,0.7,true,true", trains.Split('\n')[1]);
    }

    private Task<string> Bars(string root, string version) => Said("frames", "get", "prices/1min/AAPL", "--from",
        "2024-11-29", "--columns", "event_time,high", "--as-of", version, "--root", root, "--format", "csv");

    private static async Task<string> Run(string input, string root, params string[] options)
    {
        await Said(["run", "stories", "--input", input, "--root", root, .. options]);
        return root;
    }

    private static async Task<string> Said(params string[] args)
    {
        using var terminal = new CapturedTerminal();
        int code = await terminal.Run(args);
        Assert.True(code == CommandLine.Done, terminal.Error);
        return terminal.Out;
    }

    /// <summary>A payload without what came after the cut; null where all of it did.</summary>
    private static byte[]? Cut(string path)
    {
        if (string.CompareOrdinal(Path.GetFileName(path), s_cut.ToString("yyyy-MM-dd~",
            CultureInfo.InvariantCulture)) < 0)
            return File.ReadAllBytes(path);
        if (path.Contains("iqfeed_1min", StringComparison.Ordinal) || path.Contains("nasdaq", StringComparison.Ordinal))
            return null;
        if (!path.EndsWith(".json", StringComparison.Ordinal))
            return Encoding.UTF8.GetBytes(string.Concat(File.ReadLines(path).Where(IsUpToCut).Select(l => l + "\n")));
        JsonNode news = JsonNode.Parse(File.ReadAllBytes(path))!;
        JsonArray stories = news["results"]!.AsArray();
        foreach (JsonNode? story in stories.ToArray())
        {
            if (DateTimeOffset.TryParse((string?)story!["published_utc"], CultureInfo.InvariantCulture, out var at)
                && at.UtcDateTime >= s_cut.AddDays(1).ToDateTime(TimeOnly.MinValue)) stories.Remove(story);
        }

        return Encoding.UTF8.GetBytes(news.ToJsonString());
    }

    private static bool IsUpToCut(string line) => !line.Split(',').Take(2).Any(field =>
        DateOnly.TryParseExact(field, ["yyyy-MM-dd", "M/d/yyyy"], out DateOnly day) && day > s_cut);

    /// <summary>
    /// Rows of every pack by dataset and session, up to the cut, as JSON: but for outcomes, and for the split, which is
    /// a share of the sessions there are.
    /// </summary>
    private static Dictionary<string, string> Rows(string root)
    {
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        var store = new LocalStore(root);
        var packs = new PackRows(store);
        foreach (string pack in store.List("frames").Where(key => key.EndsWith(".pack", StringComparison.Ordinal)))
        {
            string key = pack["frames/".Length..].Split('.')[0];
            if (!DateOnly.TryParseExact(key[^10..], "yyyy-MM-dd", out DateOnly session) || session > s_cut) continue;
            if (key.StartsWith("story_performance/", StringComparison.Ordinal)) continue;
            using RecordBatch batch = packs.Read(pack);
            using RecordBatch told = batch.Select([.. batch.Schema.Fields.Select(f => f.Name).Where(n =>
                n != "split")]);
            rows.Add(key, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
                new FramesFormat().Write(told))));
        }

        return rows;
    }

    /// <summary>A run by two workers, which the tests look at and copy.</summary>
    public sealed class Finished : IAsyncLifetime
    {
        private readonly ScratchFolder _scratch = new();

        public string Folder => _scratch.Path;

        public string Input => _scratch.Below("input");

        public string Root => _scratch.Below("root");

        public async ValueTask InitializeAsync()
        {
            MarketSample.Write(Input, new MarketSampleOptions(7, 3) { Sessions = 3, DailySessions = 125 });
            await Run(Input, Root, "--workers", "2");
        }

        public ValueTask DisposeAsync()
        {
            _scratch.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
