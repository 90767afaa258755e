using Tauric.Adapters.Sources.Live;

namespace Tauric.Adapters.Sources.Http.Providers;

/// <summary>Nasdaq Data Link, once Quandl: series by <c>DB/CODE</c>, as they stand on the day of the request.</summary>
internal static class NasdaqDataLink
{
    public static readonly HttpProvider Provider = new("nasdaq", "https://data.nasdaq.com/api/v3/", PerMinute: 120)
    {
        KeyVariable = "NASDAQ_DATA_LINK_API_KEY",
        KeyHeader = ("X-Api-Token", ""),
        Complaints = ["quandl_error.message"],
        Sources =
        [
            new HttpSource("nasdaq_data_link", "stories", new Windows(WindowSize.Request),
                w => $"datasets/{Series(w.Entity)}.json")
            {
                Entities = request => [.. request.SeriesOf("nasdaq").Select(code => code.Replace('/', '_'))],
            },
        ],
    };

    /// <summary>The folder is <c>DB_CODE</c>; databases have no underscore in their names, codes may.</summary>
    private static string Series(string entity)
    {
        int end = entity.IndexOf('_', StringComparison.Ordinal);
        return end < 0 ? Uri.EscapeDataString(entity)
            : $"{Uri.EscapeDataString(entity[..end])}/{Uri.EscapeDataString(entity[(end + 1)..])}";
    }
}
