using System.Text.Json;
using Tauric.Adapters.Sources.Live;
using static System.FormattableString;

namespace Tauric.Adapters.Sources.Http.Providers;

/// <summary>
/// FRED: every vintage of every observation. Five years of vintages stay below the two thousand a request may span.
/// </summary>
internal static class Fred
{
    private const int YearsBefore = 5, RowsMax = 100_000;

    public static readonly HttpProvider Provider = new("fred", "https://api.stlouisfed.org/fred/", PerMinute: 100)
    {
        KeyVariable = "FRED_API_KEY",
        KeyParameter = "api_key",
        KeyComplaint = "api_key",
        Complaints = ["error_message"],
        Sources =
        [
            new HttpSource("fred", "corpus", new Windows(WindowSize.Whole) { LeadYears = YearsBefore }, w => Invariant(
                $"series/observations?series_id={w.Symbol}&file_type=json&limit={RowsMax}&offset=0")
                + Invariant($"&realtime_start={w.From:yyyy-MM-dd}&realtime_end=9999-12-31")
                + Invariant($"&observation_start={w.From:yyyy-MM-dd}&observation_end={w.To:yyyy-MM-dd}"))
            {
                Entities = request => request.SeriesOf("fred"),
                Next = Next,
            },
        ],
    };

    private static string? Next(string path, ReadOnlyMemory<byte> page)
    {
        using JsonDocument json = JsonDocument.Parse(page);
        JsonElement root = json.RootElement;
        long next = Whole(root, "offset") + Whole(root, "limit");
        return Whole(root, "limit") > 0 && next < Whole(root, "count")
            ? path.Replace(Invariant($"&offset={Whole(root, "offset")}"), Invariant($"&offset={next}"),
                StringComparison.Ordinal)
            : null;
    }

    private static long Whole(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out JsonElement member)
        && member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out long value) ? value : 0;
}
