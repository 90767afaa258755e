using Tauric.Adapters.Sources.Http.Providers;
using Tauric.Adapters.Sources.IqFeed;

namespace Tauric.Adapters.Sources.Live;

/// <summary>Everybody there is to ask.</summary>
public static class LiveProviders
{
    public static IReadOnlyList<ILiveProvider> All { get; } =
    [
        Finnhub.Provider, GoogleNews.Provider, Yahoo.Provider, Fred.Provider, SimFin.Provider, Fmp.Provider,
        Eodhd.Provider, Polygon.Provider, NasdaqDataLink.Provider, Cboe.Provider, new IqFeedProvider(),
    ];
}
