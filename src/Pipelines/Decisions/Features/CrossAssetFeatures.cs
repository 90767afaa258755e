using static Tauric.Pipelines.Decisions.Features.FeatureNeeds;
using static Tauric.Pipelines.Decisions.Features.SpanStatistics;

namespace Tauric.Pipelines.Decisions.Features;

/// <summary>The symbol beside the market's.</summary>
internal static class CrossAssetFeatures
{
    public static IReadOnlyList<Feature> All { get; } =
    [
        new("market_return_bps", "bps", MarketGrid, Windows.Ticks, "zscore", "Log return of the market's mid.",
            f => 1e4 * Sum(f.Window.MarketReturns)),
        new("relative_return_bps", "bps", MarketGrid, Windows.Ticks, "zscore", "Log return less the market's.",
            f => 1e4 * (Sum(f.Window.Returns) - Sum(f.Window.MarketReturns))),
        new("market_volatility_ratio", "1", MarketGrid, Windows.Ticks, "robust",
            "Deviation of returns over the market's.",
            f => Deviation(f.Window.Returns) / Deviation(f.Window.MarketReturns)),
        new("market_correlation", "1", MarketGrid, Windows.Ticks, "minmax", "Correlation of returns.",
            MarketCorrelation),
        new("market_beta", "1", MarketGrid, Windows.Ticks, "robust", "Slope of returns on the market's.", Beta),
        new("alpha_bps", "bps", MarketGrid, Windows.Ticks, "zscore", "Log return less beta times the market's.",
            f => 1e4 * (Sum(f.Window.Returns) - (Beta(f) * Sum(f.Window.MarketReturns)))),
        new("market_leads", "1", MarketGrid, Windows.Ticks, "minmax",
            "Correlation with the market's return a step before.",
            f => Correlation(f.Window.Returns[1..], f.Window.MarketReturns[..^1])),
        new("market_follows", "1", MarketGrid, Windows.Ticks, "minmax",
            "Correlation with the market's return a step later.",
            f => Correlation(f.Window.Returns[..^1], f.Window.MarketReturns[1..])),
        new("daily_market_correlation_60d", "1", Daily, Windows.Once, "minmax", "Correlation of 60 daily returns.",
            f => f.Daily.Correlation60),
        new("daily_market_beta_60d", "1", Daily, Windows.Once, "robust", "Slope of 60 daily returns on the market's.",
            f => f.Daily.Beta60),
        new("daily_market_return_1d", "%", MarketDaily, Windows.Once, "zscore", "Return of the market's last session.",
            f => f.MarketDaily.Return1),
        new("daily_market_volatility_percentile", "share", MarketDaily, Windows.Once, "minmax",
            "Of the market, in its last two years.", f => f.MarketDaily.VolatilityPercentile),
        new("daily_market_drawdown_252d", "share", MarketDaily, Windows.Once, "minmax",
            "The market below the highest close of a year.", f => f.MarketDaily.Drawdown252),
        new("vix", "% a year", Daily, Windows.Once, "robust", "Volatility index, last known.", f => f.Daily.Vix),
    ];

    public static double MarketCorrelation(FeatureFrame f) => Correlation(f.Window.Returns, f.Window.MarketReturns);

    private static double Beta(FeatureFrame f) => Correlation(f.Window.Returns, f.Window.MarketReturns)
        * Deviation(f.Window.Returns) / Deviation(f.Window.MarketReturns);
}
