using Tauric.Adapters.Sources.Live;
using static System.FormattableString;

namespace Tauric.Adapters.Sources.Http.Providers;

/// <summary>EODHD: economic events a month, options as they stand. Kept raw; no feed reads them yet.</summary>
internal static class Eodhd
{
    private const int EventsMax = 1000;

    public static readonly HttpProvider Provider = new("eodhd", "https://eodhd.com/api/", PerMinute: 200)
    {
        KeyVariable = "EODHD_API_KEY",
        KeyParameter = "api_token",
        KeyComplaint = "api_token",
        Complaints = ["error", "message"],
        Sources =
        [
            new HttpSource("eodhd_economic_events", "corpus", new Windows(WindowSize.Month), w => Invariant(
                $"economic-events?country={w.Symbol}&from={w.From:yyyy-MM-dd}&to={w.To:yyyy-MM-dd}")
                + Invariant($"&limit={EventsMax}&fmt=json"))
            {
                Entities = _ => ["US"],
                IsFull = body => body.Count("\"type\""u8) >= EventsMax,
            },
            new HttpSource("eodhd_options", "corpus", new Windows(WindowSize.Request),
                w => $"options/{w.Symbol.Replace('.', '-')}.US?fmt=json"),
        ],
    };
}
