using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Xml.Linq;
using Tauric.Engine;
using Tauric.Engine.Time;
using Tauric.Host.Sample;

namespace Tauric.Host.Tests.Sample;

/// <summary>Writes the committed cut once for all tests of the class.</summary>
public sealed class CutFixture : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("tauric-sample-").FullName;

    public Planted Planted { get; }

    public CutFixture() => Planted = SampleGenerator.Write(Folder, SampleOptions.Cut());

    public IEnumerable<string> Files(string source) =>
        Directory.EnumerateFiles(Path.Combine(Folder, "raw", source), "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

public sealed class SampleGeneratorTests(CutFixture cut) : IClassFixture<CutFixture>
{
    private static readonly SampleOptions Options = SampleOptions.Cut();

    private static string Committed => Path.Combine(RepoRoot(), "data-samples");

    [Fact]
    public void The_committed_cut_is_what_the_generator_writes()
    {
        string[] written = Tree(cut.Folder);
        Assert.Equal(Tree(Committed), written);
        string? drifted = written.FirstOrDefault(file => !File.ReadAllBytes(Path.Combine(cut.Folder, file))
            .AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(Committed, file))));
        Assert.Null(drifted);
    }

    [Fact]
    public void The_committed_folder_stays_small()
    {
        FileInfo[] files = new DirectoryInfo(Path.Combine(Committed, "raw")).GetFiles("*", SearchOption.AllDirectories);
        Assert.True(files.Sum(file => file.Length) < 5_000_000);
        Assert.True(files.Length < 3_000);
    }

    [Fact]
    public void The_readme_states_the_planted_counts()
    {
        string readme = File.ReadAllText(Path.Combine(Committed, "README.md"));
        Assert.All(CountRows(cut.Planted), row => Assert.Contains(row, readme, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_ticker_has_a_bar_for_each_session_of_lookback_span_and_label_tail()
    {
        DateOnly last = TradingCalendar.Nyse.Days(Options.To.AddDays(1), Options.To.AddDays(60))[19];
        Assert.All(cut.Files("yahoo_price"), file =>
        {
            DateOnly[] days = [.. Bars(file).Select(bar => bar.Day)];
            Assert.Equal(TradingCalendar.Nyse.Days(days[0], last), days);
            Assert.Equal(300, days.Count(day => day < Options.From));
        });
        Assert.Equal(14, cut.Files("yahoo_price").Count());
    }

    [Fact]
    public void Bars_are_ordered_low_to_high_except_the_planted_ones()
    {
        (DateOnly Day, double?[] Ohlc)[] bars = [.. cut.Files("yahoo_price").SelectMany(Bars)];
        Assert.Equal(cut.Planted.NullBars, bars.Count(bar => bar.Ohlc.All(price => price is null)));
        Assert.All(bars.Where(bar => bar.Day >= Options.From), bar => Assert.True(Sound(bar.Ohlc)));
        Assert.Equal(cut.Planted.InvertedBars, bars.Count(bar => bar.Ohlc[0] is not null && !Sound(bar.Ohlc)));

        static bool Sound(double?[] ohlc) => ohlc is [double open, double high, double low, double close]
            && low > 0 && low <= Math.Min(open, close) && high >= Math.Max(open, close);
    }

    [Fact]
    public void A_news_file_holds_its_utc_day_and_nothing_else()
    {
        int items = 0;
        foreach (string file in cut.Files("finnhub"))
        {
            long midnight = UtcMicros.From(DateOf(file)) / UtcMicros.PerSecond;
            using JsonDocument payload = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (JsonElement item in payload.RootElement.EnumerateArray())
            {
                long time = item.GetProperty("datetime").GetInt64();
                items++;
                Assert.True(time == 0 || (time >= midnight && time < midnight + 86_400), file);
            }
        }

        Assert.Equal(cut.Planted.FinnhubItems, items);
    }

    [Fact]
    public void Google_months_are_rss_whose_dates_lie_in_the_window()
    {
        int items = 0;
        foreach (string file in cut.Files("google_news"))
        {
            DateOnly end = DateOf(file);
            XElement[] entries = [.. XDocument.Load(file).Descendants("item")];
            items += entries.Length;
            Assert.All(entries.Select(entry => entry.Element("pubDate")).OfType<XElement>(), date =>
            {
                DateTime time = DateTime.ParseExact(date.Value, "r", CultureInfo.InvariantCulture);
                Assert.True(time.Month == end.Month && time.Year == end.Year && DateOnly.FromDateTime(time) <= end);
            });
        }

        Assert.Equal(cut.Planted.GoogleItems, items);
    }

    [Fact]
    public void Planted_news_faults_are_found_by_reading_the_payloads()
    {
        string[] finnhub = [.. cut.Files("finnhub").SelectMany(Items)];
        XElement[] google = [.. cut.Files("google_news").SelectMany(file => XDocument.Load(file).Descendants("item"))];
        int malformed = finnhub.Count(item => item.Contains("\"headline\":null", StringComparison.Ordinal)
                || item.Contains("\"datetime\":0,", StringComparison.Ordinal))
            + google.Count(item => item.Element("title") is null || item.Element("pubDate") is null);
        int corrected = finnhub.Count(item => item.Contains("\"headline\":\"CORRECTED: ", StringComparison.Ordinal))
            + google.Elements("title").Count(t => t.Value.StartsWith("CORRECTED: ", StringComparison.Ordinal));
        int duplicated = finnhub.Length - finnhub.Distinct().Count()
            + google.Length - google.Select(item => item.ToString()).Distinct().Count();
        Assert.Equal(cut.Planted.MalformedNews, malformed);
        Assert.Equal(cut.Planted.Corrected, corrected);
        Assert.Equal(cut.Planted.Duplicated, duplicated);

        static string[] Items(string file)
        {
            using JsonDocument payload = JsonDocument.Parse(File.ReadAllBytes(file));
            return [.. payload.RootElement.EnumerateArray().Select(item => item.GetRawText())];
        }
    }

    [Fact]
    public void No_macro_value_is_known_before_its_period_or_after_the_request()
    {
        Assert.All(cut.Files("fred"), file =>
        {
            using JsonDocument payload = JsonDocument.Parse(File.ReadAllBytes(file));
            Assert.All(payload.RootElement.GetProperty("observations").EnumerateArray(), row =>
            {
                DateOnly known = Day(row.GetProperty("realtime_start"));
                Assert.True(known > Day(row.GetProperty("date")) && known <= DateOf(file));
                Assert.True(Day(row.GetProperty("realtime_end")) >= known);
            });
        });

        static DateOnly Day(JsonElement text) => DateOnly.ParseExact(text.GetString()!, "yyyy-MM-dd");
    }

    [Fact]
    public void A_longer_span_leaves_the_earlier_days_as_they_were()
    {
        string folder = Directory.CreateTempSubdirectory("tauric-sample-").FullName;
        SampleGenerator.Write(folder, Options with { To = new(2024, 8, 30), Tickers = ["AAPL", "SPY"] });
        string[] daily = [.. Tree(cut.Folder).Where(file => file.Split('/')[1..3] is
            ["finnhub" or "google_news" or "finnhub_insider_transactions", "AAPL" or "SPY"])];
        Assert.NotEmpty(daily);
        Assert.All(daily, file => Assert.Equal(
            File.ReadAllBytes(Path.Combine(cut.Folder, file)), File.ReadAllBytes(Path.Combine(folder, file))));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void An_unknown_ticker_or_an_impossible_span_is_refused_before_anything_is_written()
    {
        string folder = Path.Combine(cut.Folder, "none");
        Assert.Contains("XYZ", Refused(Options with { Tickers = ["AAPL", "XYZ"] }), StringComparison.Ordinal);
        Assert.Contains("2019-01-02", Refused(Options with { From = new(2019, 1, 2) }), StringComparison.Ordinal);
        Assert.Contains("in order", Refused(Options with { To = new(2024, 1, 2) }), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));

        string Refused(SampleOptions options) =>
            Assert.Throws<UsageException>(() => SampleGenerator.Write(folder, options)).Message;
    }

    private static IEnumerable<string> CountRows(Planted planted) => typeof(Planted).GetProperties()
        .Where(property => property.Name != "EqualityContract")
        .Select(property => $"| {property.Name} | {property.GetValue(planted):N0} |");

    private static IEnumerable<(DateOnly Day, double?[] Ohlc)> Bars(string file)
    {
        using JsonDocument payload = JsonDocument.Parse(File.ReadAllBytes(file));
        JsonElement result = payload.RootElement.GetProperty("chart").GetProperty("result")[0];
        JsonElement quote = result.GetProperty("indicators").GetProperty("quote")[0];
        JsonElement[][] columns = [.. new[] { "open", "high", "low", "close" }
            .Select(name => quote.GetProperty(name).EnumerateArray().ToArray())];
        JsonElement[] stamps = [.. result.GetProperty("timestamp").EnumerateArray()];
        return [.. stamps.Select((stamp, i) => (
            MarketTime.EasternDate(UtcMicros.FromSeconds(stamp.GetInt64())),
            columns.Select(c => c[i].ValueKind == JsonValueKind.Null ? (double?)null : c[i].GetDouble()).ToArray()))];
    }

    private static string[] Tree(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(folder, "raw"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private static DateOnly DateOf(string file) =>
        DateOnly.ParseExact(Path.GetFileNameWithoutExtension(file), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string RepoRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
