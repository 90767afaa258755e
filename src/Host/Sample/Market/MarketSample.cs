using System.Globalization;
using Tauric.Engine;

namespace Tauric.Host.Sample.Market;

/// <summary>
/// Writes an invented market of bars, news and numbers in the providers' wire formats as
/// <c>raw/{source}/{entity}/{date}.{ext}</c>: what stories are made from. Minute bars add up to the daily ones.
/// </summary>
public sealed class MarketSample
{
    private const string All = "market";

    private readonly string _root;
    private readonly MarketSampleOptions _options;
    private readonly MarketModel _market;
    private readonly IReadOnlyList<Tape> _tapes;
    private readonly PlantedMarket _planted = new();

    private MarketSample(string outDir, MarketSampleOptions options)
    {
        _root = Path.Combine(outDir, "raw");
        _options = options;
        // One session more: the press knows a little of the next one.
        _market = MarketModel.Simulate(options.Seed, options.To.AddDays(7));
        Last = _market.IndexAtOrBefore(options.To);
        _tapes = [.. Listings.Of(options.Seed, options.Symbols).AsParallel().AsOrdered()
            .Select(issuer => new Tape(options.Seed, _market, issuer, Last))];
    }

    private int Last { get; }

    /// <param name="outDir">Created if missing; files of the same name are replaced.</param>
    /// <returns>What was written and planted.</returns>
    /// <exception cref="UsageException">A size that is none.</exception>
    public static PlantedMarket Write(string outDir, MarketSampleOptions options)
    {
        if (options.Problems().FirstOrDefault() is { } problem) throw new UsageException(problem);
        var sample = new MarketSample(outDir, options);
        sample.Bars();
        sample.News();
        sample.Values();
        return sample._planted;
    }

    private void Bars()
    {
        var history = new IqFeedHistory(_tapes, _planted);
        for (int session = Last - _options.Sessions + 1; session <= Last; session++)
            Save("iqfeed_1min", All, _market.Days[session], "csv", history.Minutes(session));
        int oldest = Last - Math.Max(_options.DailySessions, _options.Sessions) + 1;
        foreach (IGrouping<int, int> month in ByMonth(oldest))
        {
            Save("iqfeed_daily", All, _market.Days[month.Last()], "csv", history.Days(month.First(), month.Last()));
        }
    }

    private void News()
    {
        var press = new PolygonNews(_options.Seed, _market, _tapes, _planted);
        foreach ((DateOnly day, byte[] payload) in press.Payloads(_options.To.AddDays(-_options.NewsDays), _options.To))
            Save("polygon_news", All, day, "json", payload);
    }

    private void Values()
    {
        var values = new MarketNumbers(_options.Seed, _market, _tapes, _planted);
        foreach (IGrouping<int, int> month in ByMonth(Last - _options.ValueSessions + 1))
        {
            DateOnly day = _market.Days[month.Last()];
            Save("iqfeed_internals", All, day, "csv", values.Internals([.. month]));
            Save("cboe", "VIX", day, "csv", values.VolatilityIndex([.. month]));
            Save("cboe", "TOTAL_PC", day, "csv", values.PutCallRatio([.. month]));
        }

        var chains = new OptionChains(_options.Seed, _market, _tapes, _planted);
        for (int session = Math.Max(0, Last - _options.OptionSessions); session < Last; session++)
            Save("cboe_datashop", All, _market.Days[session + 1], "csv", chains.Of(session));
        var economy = new NasdaqDataLink(_options.Seed, _market, _planted);
        foreach (string series in NasdaqDataLink.Series)
        {
            foreach ((DateOnly day, byte[] payload) in economy.Payloads(series, _options.To, _options.EconomyWeeks))
                Save("nasdaq_data_link", series, day, "json", payload);
        }
    }

    /// <summary>Sessions from one to the last, by month.</summary>
    private IEnumerable<IGrouping<int, int>> ByMonth(int oldest) => Enumerable
        .Range(Math.Max(0, oldest), Last - Math.Max(0, oldest) + 1)
        .GroupBy(session => (_market.Days[session].Year * 12) + _market.Days[session].Month);

    private void Save(string source, string entity, DateOnly day, string extension, byte[] payload)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_root, source, entity)).FullName;
        string name = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        File.WriteAllBytes(Path.Combine(folder, $"{name}.{extension}"), payload);
        _planted.Files++;
        _planted.Bytes += payload.Length;
    }
}
