using System.Globalization;
using Tauric.Engine;
using Tauric.Engine.Time;

namespace Tauric.Host.Sample;

/// <summary>
/// Writes an invented market in the providers' wire formats as <c>raw/{source}/{key}/{date}.{ext}</c>. The date in a
/// name is the day of the request: nothing in the file was known later (prices alone reach past <c>To</c>).
/// </summary>
public sealed class SampleGenerator
{
    private const int NewsLookbackDays = 30;
    private const int LabelSessions = 20;

    // A copy or a correction appears at most 30 hours after its story: two days of births before the first file.
    private const int NewsTravelDays = 2;

    private readonly string _root;
    private readonly SampleOptions _options;
    private readonly MarketModel _market;
    private readonly Planted _planted = new();

    private SampleGenerator(string outDir, SampleOptions options)
    {
        _root = Path.Combine(outDir, "raw");
        _options = options;
        DateOnly horizon = options.To;
        for (int i = 0; i < LabelSessions; i++)
        {
            horizon = TradingCalendar.Nyse.Next(horizon);
        }

        _market = MarketModel.Simulate(options.Seed, horizon);
    }

    /// <param name="outDir">Created if missing; files of the same name are replaced.</param>
    /// <returns>What was written and planted.</returns>
    /// <exception cref="UsageException">An unknown ticker or a span the invented market does not cover.</exception>
    public static Planted Write(string outDir, SampleOptions options)
    {
        if (options.To < options.From || options.From < MarketModel.FirstDay.AddDays(NewsLookbackDays + NewsTravelDays))
        {
            throw new UsageException($"the sample spans {options.From:yyyy-MM-dd} to {options.To:yyyy-MM-dd}; "
                + $"choose days in order, at least a month after {MarketModel.FirstDay:yyyy-MM-dd}");
        }

        IReadOnlyList<Issuer> issuers = Issuers.Named(options.Tickers);
        SampleGenerator sample = new(outDir, options);
        foreach (Issuer issuer in issuers)
        {
            sample.Prices(issuer);
            sample.Accounts(issuer);
            sample.News(issuer);
        }

        sample.Economy();
        return sample._planted;
    }

    private int FirstSession =>
        Math.Max(0, _market.IndexAtOrBefore(_options.From.AddDays(-1)) + 1 - _options.PriceLookback);

    private void Prices(Issuer issuer)
    {
        ReadOnlySpan<Bar> bars = _market.Bars(issuer).AsSpan(FirstSession);
        byte[] chart = YahooChart.Payload(_options.Seed, issuer, bars, _options.From, _planted);
        Save("yahoo_price", issuer.Ticker, bars[^1].Day, "json", chart);
    }

    private void Accounts(Issuer issuer)
    {
        if (issuer.IsFund)
        {
            return;
        }

        DateOnly to = _options.To;
        long seed = _options.Seed;
        IEnumerable<Bar> bars = _market.Bars(issuer).Where(bar => bar.Day <= to);
        Save("yahoo_analyst", issuer.Ticker, to, "json", YahooAnalyst.Payload(seed, issuer, bars));
        Save("simfin", issuer.Ticker, to, "csv", SimFinIncome.Payload(seed, _market, issuer, to, _planted));
        InsiderFilings filings = new(seed, _market, issuer);
        foreach ((_, DateOnly end) in Months(_market.Days[FirstSession], to))
        {
            Save("finnhub_insider_transactions", issuer.Ticker, end, "json", filings.Transactions(end));
            Save("finnhub_insider_sentiment", issuer.Ticker, end, "json", filings.Sentiment(end));
        }
    }

    private void News(Issuer issuer)
    {
        DateOnly from = _options.From.AddDays(-NewsLookbackDays);
        NewsDesk desk = new(_options.Seed, _market, issuer, _options.NewsScale);
        Release[] shown = [.. Span(from.AddDays(-NewsTravelDays), _options.To).SelectMany(desk.BornOn)
            .Where(release => release.UtcDay >= from && release.UtcDay <= _options.To)
            .OrderByDescending(release => release.Micros).ThenBy(release => release.Id)
            .ThenBy(release => release.Kind)];
        Count(shown);
        foreach (IGrouping<DateOnly, Release> day in shown.Where(r => r.Feed == Feed.Finnhub).GroupBy(r => r.UtcDay))
        {
            Save("finnhub", issuer.Ticker, day.Key, "json", FinnhubNews.Payload(_options.Seed, issuer, day, _planted));
        }

        foreach ((DateOnly start, DateOnly end) in Months(from, _options.To))
        {
            IEnumerable<Release> month =
                shown.Where(r => r.Feed == Feed.Google && r.UtcDay >= start && r.UtcDay <= end);
            Save("google_news", issuer.Ticker, end, "xml",
                GoogleNews.Payload(_options.Seed, issuer, start, end, month, _planted));
        }
    }

    private void Economy()
    {
        FredObservations fred = new(_options.Seed, _market, _planted);
        foreach (string series in FredObservations.Series)
        {
            Save("fred", series, _options.To, "json", fred.Payload(series, _options.From.AddYears(-2), _options.To));
        }
    }

    private void Count(Release[] shown)
    {
        _planted.Syndicated += shown.Count(release => release.Kind == ReleaseKind.Syndicated);
        _planted.Corrected += shown.Count(release => release.Kind == ReleaseKind.Corrected);
        _planted.Duplicated += shown.Count(release => release.Kind == ReleaseKind.Duplicate);
        _planted.MalformedNews += shown.Count(release => release.Kind == ReleaseKind.Malformed);
        _planted.CrossPosted += shown.Where(release => release.Kind == ReleaseKind.Original)
            .GroupBy(release => release.Id).Count(story => story.Count() == 2);
    }

    private void Save(string source, string key, DateOnly day, string extension, byte[] payload)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_root, source, key)).FullName;
        string name = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        File.WriteAllBytes(Path.Combine(folder, $"{name}.{extension}"), payload);
        _planted.Files++;
        _planted.Bytes += payload.Length;
    }

    private static IEnumerable<DateOnly> Span(DateOnly from, DateOnly to) =>
        Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays);

    /// <summary>Calendar months cut to [from, to], both ends included.</summary>
    private static IEnumerable<(DateOnly Start, DateOnly End)> Months(DateOnly from, DateOnly to)
    {
        for (DateOnly start = from; start <= to;)
        {
            DateOnly next = new DateOnly(start.Year, start.Month, 1).AddMonths(1);
            yield return (start, next > to ? to : next.AddDays(-1));
            start = next;
        }
    }
}
