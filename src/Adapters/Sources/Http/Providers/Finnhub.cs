using Tauric.Adapters.Sources.Live;
using static System.FormattableString;

namespace Tauric.Adapters.Sources.Http.Providers;

/// <summary>Finnhub: company news a day, insiders' filings and sentiment a month. 60 calls a minute are free.</summary>
internal static class Finnhub
{
    private static readonly Windows s_months = new(WindowSize.Month) { LeadSessions = Lookback.Sessions };

    public static readonly HttpProvider Provider = new("finnhub", "https://finnhub.io/api/v1/", PerMinute: 60)
    {
        KeyVariable = "FINNHUB_API_KEY",
        KeyHeader = ("X-Finnhub-Token", ""),
        Complaints = ["error"],
        Sources =
        [
            new HttpSource("finnhub", "corpus", new Windows(WindowSize.Day) { LeadDays = Lookback.NewsDays },
                w => Invariant($"company-news?symbol={w.Symbol}&from={w.From:yyyy-MM-dd}&to={w.To:yyyy-MM-dd}"))
            {
                IsNothing = body => body.Trim(" \t\r\n"u8).SequenceEqual("[]"u8),
            },
            new HttpSource("finnhub_insider_transactions", "corpus", s_months, w => Invariant(
                $"stock/insider-transactions?symbol={w.Symbol}&from={w.From:yyyy-MM-dd}&to={w.To:yyyy-MM-dd}")),
            // With the two months before, which late filings change.
            new HttpSource("finnhub_insider_sentiment", "corpus", s_months, w => Invariant(
                $"stock/insider-sentiment?symbol={w.Symbol}&from={w.Month.AddMonths(-2):yyyy-MM-dd}")
                + Invariant($"&to={w.To:yyyy-MM-dd}")),
        ],
    };
}
