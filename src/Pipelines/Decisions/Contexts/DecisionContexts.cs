using Tauric.Pipelines.Decisions.Features;

namespace Tauric.Pipelines.Decisions.Contexts;

/// <summary>Seed-004's MarketContext as of a decision; NaN and null are not known.</summary>
/// <param name="VolatilityLevel">Per cent a year, of the last hour.</param>
/// <param name="LiquidityScore">In [0, 1]: see <see cref="DecisionContexts.Liquidity"/>.</param>
/// <param name="SentimentScore">Mean score by weight of the last day.</param>
public sealed record MarketFacts(
    string? MarketRegime, string? Trend, string? Volatility, double VolatilityLevel, double LiquidityScore,
    double SentimentScore, IReadOnlyDictionary<string, double> TechnicalIndicators,
    IReadOnlyDictionary<string, double> CorrelationEnvironment,
    IReadOnlyDictionary<string, double> EconomicIndicators);

/// <summary>Seed-004's ExecutionContext as of a decision.</summary>
/// <param name="BidAskSpread">In currency.</param>
/// <param name="MarketImpactEstimate">Basis points, by the square-root law over the longest window known.</param>
/// <param name="VenueLiquidity">Resting size, shares.</param>
public sealed record ExecutionFacts(
    double OrderBookImbalance, double BidAskSpread, double BidAskSpreadBps, double MarketImpactEstimate,
    IReadOnlyDictionary<string, double> VenueLiquidity);

/// <summary>Contexts from the same numbers as features: what both tell of a decision cannot differ.</summary>
public static class DecisionContexts
{
    private static readonly string[] s_windows = ["60m", "30m", "15m", "5m", "1m"];

    private static readonly string[] s_technical =
    [
        "rsi_14_5m", "macd_histogram_bps_5m", "bollinger_position_5m", "adx_14_5m", "atr_14_bps_5m", "rsi_14_60m",
        "macd_histogram_bps_60m", "bollinger_position_60m", "adx_14_60m", "atr_14_bps_60m", "daily_rsi_14",
        "daily_adx_14", "daily_return_20d", "daily_sma_50_slope",
    ];

    private static readonly string[] s_correlation =
    [
        "market_correlation_5m", "market_correlation_60m", "market_beta_60m", "daily_market_correlation_60d",
        "daily_market_beta_60d",
    ];

    private static readonly Dictionary<string, int> s_places = FeatureEngine.Columns.Index()
        .ToDictionary(column => column.Item.Name, column => column.Index, StringComparer.Ordinal);

    /// <param name="inputs">What is known, and perhaps more.</param>
    /// <param name="features">The decision's, as <see cref="FeatureEngine.Compute"/> gave them.</param>
    /// <param name="economy">Last values known by series.</param>
    public static MarketFacts Market(
        FeatureInputs inputs, ReadOnlySpan<double> features, IReadOnlyDictionary<string, double> economy) => new(
        inputs.Daily?.Regime, inputs.Daily?.Trend, inputs.Daily?.Volatility,
        Longest("realised_volatility", features), Liquidity(features), Of("sentiment_mean_1d", features),
        Map(s_technical, features), Map(s_correlation, features), economy);

    /// <inheritdoc cref="Market"/>
    public static ExecutionFacts Execution(FeatureInputs inputs, ReadOnlySpan<double> features)
    {
        double spreadBps = Of("spread_bps", features), book = Of("depth_imbalance", features);
        var venues = new SortedDictionary<string, double>(StringComparer.Ordinal);
        var frame = new BookFrame();
        long now = inputs.Decision.EventTime;
        long oldest = now - (FeatureFrame.TickMinutes * FeatureFrame.MinuteMicros);
        frame.Load(inputs.Ticks, oldest, now);
        foreach (VenueBook venue in frame.Venues) venues.Add(venue.Venue, venue.BidSize + venue.AskSize);
        return new ExecutionFacts(
            double.IsNaN(book) ? Of("book_imbalance", features) : book, Spread(inputs, spreadBps), spreadBps,
            Longest("impact_estimate_bps", features), venues);
    }

    /// <summary>
    /// How easily the order trades, 0 to 1: the mean of 1/(1 + spread in basis points/10) and
    /// 1/(1 + 10·quantity/shares traded in an hour). NaN when one of them is not known.
    /// </summary>
    internal static double Liquidity(ReadOnlySpan<double> features)
    {
        double tight = 1 / (1 + (Of("spread_bps", features) / 10));
        return 0.5 * (tight + (1 / (1 + (10 * Longest("participation", features)))));
    }

    private static double Spread(FeatureInputs inputs, double spreadBps)
    {
        int last = inputs.Ticks.Quotes.CountUpTo(inputs.Decision.EventTime) - 1;
        return double.IsNaN(spreadBps) ? double.NaN : inputs.Ticks.Quotes[1][last] - inputs.Ticks.Quotes[0][last];
    }

    /// <summary>The value over the longest window that has one.</summary>
    private static double Longest(string feature, ReadOnlySpan<double> features)
    {
        foreach (string window in s_windows)
        {
            if (Of($"{feature}_{window}", features) is var value && !double.IsNaN(value)) return value;
        }

        return double.NaN;
    }

    private static double Of(string feature, ReadOnlySpan<double> features) => features[s_places[feature]];

    private static SortedDictionary<string, double> Map(string[] names, ReadOnlySpan<double> features)
    {
        var map = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (Of(name, features) is var value && !double.IsNaN(value)) map.Add(name, value);
        }

        return map;
    }
}
