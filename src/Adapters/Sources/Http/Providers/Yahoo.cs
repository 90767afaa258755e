using Tauric.Adapters.Sources.Live;
using Tauric.Engine.Time;
using static System.FormattableString;

namespace Tauric.Adapters.Sources.Http.Providers;

/// <summary>
/// Yahoo: daily bars with splits and dividends (chart v8), and brokers' grades. A history is one payload, because
/// adjusted prices of two requests do not fit together.
/// </summary>
internal static class Yahoo
{
    public static readonly HttpProvider Provider = new("yahoo", "https://query1.finance.yahoo.com/", PerMinute: 30)
    {
        Complaints = ["chart.error.description", "quoteSummary.error.description"],
        Sources =
        [
            new HttpSource("yahoo_price", "corpus",
                new Windows(WindowSize.Whole)
                {
                    LeadSessions = Lookback.Sessions,
                    TrailSessions = Lookback.LabelSessions,
                },
                w => Invariant($"v8/finance/chart/{Symbol(w)}?period1={Seconds(w.From)}")
                    + Invariant($"&period2={Seconds(w.To.AddDays(1))}&interval=1d&events=div,splits")),
            new HttpSource("yahoo_analyst", "corpus", new Windows(WindowSize.Whole),
                w => $"v10/finance/quoteSummary/{Symbol(w)}?modules=upgradeDowngradeHistory"),
        ],
    };

    /// <summary>Share classes are dashed there: <c>BRK-B</c>.</summary>
    private static string Symbol(FetchWindow window) => window.Symbol.Replace('.', '-');

    private static long Seconds(DateOnly day) => UtcMicros.From(day) / UtcMicros.PerSecond;
}
