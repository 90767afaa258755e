using System.Text.Json;
using Tauric.Adapters.Sources.Live;
using static System.FormattableString;

namespace Tauric.Adapters.Sources.Http.Providers;

/// <summary>Polygon: bars of a ticker, news of all. Five calls a minute are free.</summary>
internal static class Polygon
{
    public static readonly HttpProvider Provider = new("polygon", "https://api.polygon.io/", PerMinute: 5)
    {
        KeyVariable = "POLYGON_API_KEY",
        Complaints = ["error"],
        Sources =
        [
            new HttpSource("polygon_news", "stories", new Windows(WindowSize.Day) { LeadDays = 10 }, w => Invariant(
                $"v2/reference/news?published_utc.gte={w.From:yyyy-MM-dd}T00:00:00Z")
                + Invariant($"&published_utc.lt={w.To.AddDays(1):yyyy-MM-dd}T00:00:00Z&order=desc&limit=1000"))
            {
                Entities = _ => ["market"],
                Next = Next,
            },
            new HttpSource("polygon_1min", "stories", new Windows(WindowSize.Session), w => Bars(w, "minute"))
            {
                Next = Next,
            },
            new HttpSource("polygon_daily", "stories", new Windows(WindowSize.Month)
            {
                LeadSessions = Lookback.Sessions,
            }, w => Bars(w, "day"))
            {
                Next = Next,
            },
        ],
    };

    private static string Bars(FetchWindow w, string span) => Invariant(
        $"v2/aggs/ticker/{w.Symbol}/range/1/{span}/{w.From:yyyy-MM-dd}/{w.To:yyyy-MM-dd}?sort=asc&limit=50000");

    /// <summary>Its <c>next_url</c> below our address: the host it names may be an old one, and gets no key.</summary>
    private static string? Next(string path, ReadOnlyMemory<byte> page)
    {
        using JsonDocument json = JsonDocument.Parse(page);
        return json.RootElement.ValueKind == JsonValueKind.Object
            && json.RootElement.TryGetProperty("next_url", out JsonElement next)
            && next.ValueKind == JsonValueKind.String
            && Uri.TryCreate(next.GetString(), UriKind.Absolute, out Uri? url)
            ? url.PathAndQuery.TrimStart('/') : null;
    }
}
