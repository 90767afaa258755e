using System.Globalization;
using System.Runtime.CompilerServices;
using Tauric.Adapters.Sources;
using Tauric.Engine;
using Tauric.Engine.Time;
using Tauric.Host.Sample.Market;
using Tauric.Host.Tests.Proofs;

namespace Tauric.Host.Tests.Sample.Market;

/// <summary>Writes the committed cut once and normalises it, for all tests of the class.</summary>
public sealed class MarketCut : IDisposable
{
    public MarketCut()
    {
        Planted = MarketSample.Write(Folder, MarketSampleOptions.Cut());
        Rows = MarketRows.Of(new PayloadFolder(Folder));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("tauric-sample-").FullName;

    public PlantedMarket Planted { get; }

    public MarketRows Rows { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

public sealed class MarketSampleTests(MarketCut cut) : IClassFixture<MarketCut>
{
    private const int Slots = 390;

    private static string Committed => Path.Combine(RepoRoot(), "data-samples", "stories");

    [Fact]
    public void The_committed_cut_is_what_the_generator_writes()
    {
        string[] written = Tree(cut.Folder);
        Assert.Equal(Tree(Committed), written);
        Assert.Null(written.FirstOrDefault(file => !File.ReadAllBytes(Path.Combine(cut.Folder, file))
            .AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(Committed, file)))));
        Assert.True(cut.Planted.Bytes < 4_100_000);
    }

    [Fact]
    public void The_readme_states_the_planted_counts()
    {
        string readme = File.ReadAllText(Path.Combine(Committed, "README.md"));
        Assert.All(typeof(PlantedMarket).GetProperties().Where(property => property.Name != "EqualityContract"),
            property => Assert.Contains(string.Create(CultureInfo.InvariantCulture,
                $"| {property.Name} | {property.GetValue(cut.Planted):N0} |"), readme, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_planted_row_is_found_and_every_hostile_one_refused()
    {
        Assert.Equal(cut.Planted.MinuteBars, cut.Rows.Minutes.Rows.Count);
        Assert.Equal(cut.Planted.HostileMinutes, cut.Rows.Minutes.Rejects.Count);
        Assert.Equal(cut.Planted.DailyBars, cut.Rows.Daily.Rows.Count);
        Assert.Equal(cut.Planted.HostileDays, cut.Rows.Daily.Rejects.Count);
        Assert.Equal(cut.Planted.Stories + cut.Planted.RestatedStories,
            cut.Rows.News.Rows.DistinctBy(row => (row.Fields["news_id"], row.Fields["known_at"])).Count());
        Assert.Equal(cut.Planted.HostileStories, cut.Rows.News.Rejects.Count);
        Assert.Equal(cut.Planted.Values, cut.Rows.Numbers.Sum(numbers => numbers.Rows.Count));
        Assert.Equal(cut.Planted.HostileValues, cut.Rows.Numbers.Sum(numbers => numbers.Rejects.Count));
        Assert.All(cut.Rows.All, result => Assert.NotEmpty(result.Rows));
    }

    [Fact]
    public void Minutes_add_up_to_the_day()
    {
        Dictionary<string, IReadOnlyDictionary<string, string>> days = cut.Rows.Daily.Rows
            .ToDictionary(row => row.Fields["symbol"] + Eastern(row.Fields["known_at"]), row => row.Fields);
        int compared = 0;
        foreach (var minutes in cut.Rows.Minutes.Rows.Select(row => row.Fields).GroupBy(row => row["symbol"]
            + Eastern(row["known_at"])))
        {
            IReadOnlyDictionary<string, string> day = days[minutes.Key];
            Assert.Equal(day["open"], minutes.First()["open"]);
            Assert.Equal(day["close"], minutes.Last()["close"]);
            Assert.Equal(Number(day, "high"), minutes.Max(minute => Number(minute, "high")));
            Assert.Equal(Number(day, "low"), minutes.Min(minute => Number(minute, "low")));
            Assert.Equal(Number(day, "volume"), minutes.Sum(minute => Number(minute, "volume")));
            compared++;
        }

        Assert.Equal(25 * 8, compared);
    }

    [Fact]
    public void Shapes_are_seen_in_what_the_bars_are_worth()
    {
        Dictionary<string, string> halt = Quality("1min/2024-11-25", "VTRX"), thin = Quality("1min/2024-11-27", "TYNE");
        Assert.Equal(Slots - Shapes.HaltMinutes, int.Parse(halt["bars"], CultureInfo.InvariantCulture));
        Assert.InRange(Number(thin, "completeness"), .05, .25);
        Assert.Equal("1", Quality("1min/2024-11-29", "SPY")["completeness"]);
        Assert.Equal("207", Quality("1min/2024-11-29", "PLMN")["bars"]);
        Assert.Equal("7", Quality("1min/2024-11-27", "AAPL")["inconsistent"]);
        Assert.Equal("0", Quality("1min/2024-11-27", "SPY")["inconsistent"]);
        Assert.Equal(("0", "0"), (Quality("1min/2024-11-27", "DRMT")["outliers_iqr"],
            Quality("1min/2024-11-27", "DRMT")["outliers_robust_z"]));
        Assert.NotEqual("0", Quality("1min/2024-11-25", "VTRX")["outliers_robust_z"]);
        Assert.Equal(("59", "60"), (Quality("daily/2024-11-29", "PLMN")["bars"],
            Quality("daily/2024-11-29", "PLMN")["expected_bars"]));
        Assert.Equal("40", Quality("daily/2024-11-29", "SKYL")["expected_bars"]);
        Assert.NotEqual("0", Quality("daily/2024-11-29", "BRNT")["outliers_iqr"]);
    }

    [Fact]
    public void More_symbols_and_sessions_leave_the_bars_there_were_as_they_were()
    {
        string folder = Directory.CreateTempSubdirectory("tauric-sample-").FullName;
        MarketSample.Write(folder, MarketSampleOptions.Cut() with { Symbols = 27, Sessions = 9 });
        foreach (string file in Directory.EnumerateFiles(Path.Combine(cut.Folder, "raw", "iqfeed_1min", "market")))
        {
            byte[] larger = File.ReadAllBytes(Path.Combine(folder, Path.GetRelativePath(cut.Folder, file)));
            byte[] smaller = File.ReadAllBytes(file);
            Assert.True(larger.Length > smaller.Length && larger.AsSpan().StartsWith(smaller));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(6_000, 8)]
    [InlineData(5, 0)]
    [InlineData(5, 501)]
    public void A_size_that_is_none_is_refused_before_anything_is_written(int symbols, int sessions)
    {
        string folder = Path.Combine(cut.Folder, "none");
        Assert.Throws<UsageException>(() => MarketSample.Write(folder,
            new MarketSampleOptions(1, symbols) { Sessions = sessions }));
        Assert.False(Directory.Exists(folder));
    }

    private Dictionary<string, string> Quality(string key, string symbol) => new(cut.Rows.Quality.Rows
        .Single(row => row.Key == key && row.Fields["symbol"] == symbol).Fields);

    private static double Number(IReadOnlyDictionary<string, string> row, string column) =>
        double.Parse(row[column], CultureInfo.InvariantCulture);

    private static DateOnly Eastern(string time) =>
        UtcMicros.TryParse(time, out long micros) ? MarketTime.EasternDate(micros) : default;

    private static string[] Tree(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(folder, "raw"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private static string RepoRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", ".."));
}
