using Tauric.Adapters.Sources.Live;

namespace Tauric.Adapters.Sources.Http.Providers;

/// <summary>CBOE's public files: the whole history of an index, or of put/call volumes.</summary>
internal static class Cboe
{
    public static readonly HttpProvider Provider = new("cboe", "https://cdn.cboe.com/", PerMinute: 30)
    {
        Sources =
        [
            new HttpSource("cboe", "stories", new Windows(WindowSize.Request), Path)
            {
                Extension = "csv",
                Kind = BodyKind.Csv,
                Entities = request => request.SeriesOf("cboe"),
            },
        ],
    };

    private static string Path(FetchWindow w) => w.Entity.EndsWith("_PC", StringComparison.Ordinal)
        ? $"resources/options/volume_and_call_put_ratios/{w.Symbol[..^3].ToLowerInvariant()}pc.csv"
        : $"api/global/us_indices/daily_prices/{w.Symbol}_History.csv";
}
