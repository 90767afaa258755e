using Tauric.Pipelines.Decisions.Inputs;

namespace Tauric.Pipelines.Decisions.Features;

/// <summary>
/// A decision and what its features may be made of. Of what is null nothing is known, and of its features neither.
/// </summary>
/// <param name="Decision">Features are as of its <see cref="DecisionRow.EventTime"/>.</param>
/// <param name="Ticks">Of its symbol.</param>
public sealed record FeatureInputs(DecisionRow Decision, SymbolTicks Ticks)
{
    /// <summary>Ticks of the symbol whose return is the market's.</summary>
    public SymbolTicks? Market { get; init; }

    /// <summary>The symbol's last daily state known at the decision.</summary>
    public DailyState? Daily { get; init; }

    /// <summary>The market's.</summary>
    public DailyState? MarketDaily { get; init; }
}

/// <summary>
/// A symbol at the close of a session, from daily bars: a row of <see cref="ContextDatasets.DailyStates"/>, NaN where
/// it is null.
/// </summary>
public sealed record DailyState(
    double Close, double Return1, double Return5, double Return20, double Volatility20, double VolatilityPercentile,
    double Drawdown252, double Adx14, double PlusDi14, double MinusDi14, double Sma50Slope, double Rsi14,
    double Atr14Percent, double Correlation60, double Beta60, double Vix, string? Regime, string? Trend,
    string? Volatility)
{
    public static IReadOnlyList<string> Numbers =>
    [
        "close", "return_1d", "return_5d", "return_20d", "volatility_20d", "volatility_percentile", "drawdown_252d",
        "adx_14", "plus_di_14", "minus_di_14", "sma_50_slope", "rsi_14", "atr_14_percent", "market_correlation_60d",
        "market_beta_60d", "vix",
    ];

    /// <summary>In the order of <see cref="Numbers"/>.</summary>
    public double[] Values =>
    [
        Close, Return1, Return5, Return20, Volatility20, VolatilityPercentile, Drawdown252, Adx14, PlusDi14, MinusDi14,
        Sma50Slope, Rsi14, Atr14Percent, Correlation60, Beta60, Vix,
    ];

    /// <param name="v">In the order of <see cref="Numbers"/>.</param>
    public static DailyState Of(ReadOnlySpan<double> v, string? regime, string? trend, string? volatility) => new(
        v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11], v[12], v[13], v[14], v[15], regime,
        trend, volatility);
}
