using static Tauric.Pipelines.Decisions.Features.FeatureNeeds;

namespace Tauric.Pipelines.Decisions.Features;

/// <summary>Indicators over the 60 bars of a window, and those of the last session's close.</summary>
internal static class TechnicalFeatures
{
    private static readonly int s_rsi = TechnicalSet.Of("rsi_14");
    private static readonly int s_stochastic = TechnicalSet.Of("stoch_k");
    private static readonly int s_williams = TechnicalSet.Of("williams_r");
    private static readonly int s_macd = TechnicalSet.Of("macd");
    private static readonly int s_histogram = TechnicalSet.Of("macd_histogram");
    private static readonly int s_ema = TechnicalSet.Of("ema_12");
    private static readonly int s_sma = TechnicalSet.Of("sma_20");
    private static readonly int s_upper = TechnicalSet.Of("bollinger_upper");
    private static readonly int s_lower = TechnicalSet.Of("bollinger_lower");
    private static readonly int s_atr = TechnicalSet.Of("atr_14");
    private static readonly int s_cci = TechnicalSet.Of("cci_14");
    private static readonly int s_roc = TechnicalSet.Of("roc_12");
    private static readonly int s_adx = TechnicalSet.Of("adx_14");
    private static readonly int s_mfi = TechnicalSet.Of("mfi_14");
    private static readonly int s_volume = TechnicalSet.Of("volume_ratio");
    private static readonly int s_zScore = TechnicalSet.Of("zscore_30");
    private static readonly int s_vwma = TechnicalSet.Of("vwma_14");

    public static IReadOnlyList<Feature> All { get; } =
    [
        new("return_bps", "bps", Grid, Windows.Ticks, "zscore", "Mid over the mid at the window's start.",
            f => 1e4 * ((f.Window.Close[^1] / f.Window.Open[0]) - 1)),
        new("range_position", "share", Grid, Windows.Ticks, "minmax", "Where the mid lies in the window's range.",
            f => RangePosition(f.Window)),
        new("range_bps", "bps", Grid, Windows.Ticks, "robust", "High of the mid over its low.",
            f => 1e4 * ((MicrostructureFeatures.Largest(f.Window.High) / Lowest(f.Window.Low)) - 1)),
        new("rsi_14", "1", Grid, Windows.Ticks, "minmax", "Relative strength index of 14 bars.",
            f => f.Window.Indicator(s_rsi)),
        new("stoch_k", "1", Grid, Windows.Ticks, "minmax", "Slow stochastic %K of 14 bars.",
            f => f.Window.Indicator(s_stochastic)),
        new("williams_r", "1", Grid, Windows.Ticks, "minmax", "Williams %R of 14 bars.",
            f => f.Window.Indicator(s_williams)),
        new("macd_bps", "bps", Grid, Windows.Ticks, "zscore", "EMA of 12 bars less EMA of 26.",
            f => f.Window.Indicator(s_macd) * 1e4 / f.Mid),
        new("macd_histogram_bps", "bps", Grid, Windows.Ticks, "zscore", "MACD less its signal.",
            f => f.Window.Indicator(s_histogram) * 1e4 / f.Mid),
        new("ema_12_gap_bps", "bps", Grid, Windows.Ticks, "zscore", "Mid over its EMA of 12 bars.",
            f => Gap(f, s_ema)),
        new("sma_20_gap_bps", "bps", Grid, Windows.Ticks, "zscore", "Mid over its mean of 20 bars.",
            f => Gap(f, s_sma)),
        new("bollinger_position", "1", Grid, Windows.Ticks, "minmax", "Where the mid lies between the bands.",
            f => (f.Mid - f.Window.Indicator(s_lower))
                / (f.Window.Indicator(s_upper) - f.Window.Indicator(s_lower))),
        new("bollinger_width_bps", "bps", Grid, Windows.Ticks, "robust", "Upper band less lower.",
            f => (f.Window.Indicator(s_upper) - f.Window.Indicator(s_lower)) * 1e4 / f.Mid),
        new("atr_14_bps", "bps", Grid, Windows.Ticks, "robust", "Average true range of 14 bars.",
            f => f.Window.Indicator(s_atr) * 1e4 / f.Mid),
        new("cci_14", "1", Grid, Windows.Ticks, "robust", "Commodity channel index of 14 bars.",
            f => f.Window.Indicator(s_cci)),
        new("roc_12", "%", Grid, Windows.Ticks, "zscore", "Rate of change over 12 bars.",
            f => f.Window.Indicator(s_roc)),
        new("adx_14", "1", Grid, Windows.Ticks, "minmax", "Average directional index of 14 bars.",
            f => f.Window.Indicator(s_adx)),
        new("mfi_14", "1", Grid | Trades, Windows.Ticks, "minmax", "Money flow index of 14 bars.",
            f => f.Window.Indicator(s_mfi)),
        new("volume_ratio", "1", Grid | Trades, Windows.Ticks, "rank", "Volume of the last bar over the mean of 20.",
            f => f.Window.Indicator(s_volume)),
        new("zscore_30", "1", Grid, Windows.Ticks, "none", "Deviations of the mid from its mean of 30 bars.",
            f => f.Window.Indicator(s_zScore)),
        new("vwma_14_gap_bps", "bps", Grid | Trades, Windows.Ticks, "zscore",
            "Mid over its mean of 14 bars weighted by volume.", f => Gap(f, s_vwma)),
        new("daily_rsi_14", "1", Daily, Windows.Once, "minmax", "RSI of 14 sessions.", f => f.Daily.Rsi14),
        new("daily_adx_14", "1", Daily, Windows.Once, "minmax", "ADX of 14 sessions.", f => f.Daily.Adx14),
        new("daily_return_1d", "%", Daily, Windows.Once, "zscore", "Return of the last session.",
            f => f.Daily.Return1),
        new("daily_return_5d", "%", Daily, Windows.Once, "zscore", "Return of five sessions.", f => f.Daily.Return5),
        new("daily_return_20d", "%", Daily, Windows.Once, "zscore", "Return of twenty sessions.",
            f => f.Daily.Return20),
        new("daily_sma_50_slope", "%", Daily, Windows.Once, "zscore", "Change of the 50-session mean over 5 sessions.",
            f => f.Daily.Sma50Slope),
        new("daily_atr_14", "%", Daily, Windows.Once, "robust", "Average true range of 14 sessions over the close.",
            f => f.Daily.Atr14Percent),
        new("close_gap_bps", "bps", Quotes | Daily, Windows.Once, "zscore", "Mid over the last session's close.",
            f => 1e4 * ((f.Mid / f.Daily.Close) - 1)),
    ];

    public static double Lowest(ReadOnlySpan<double> values)
    {
        double lowest = double.PositiveInfinity;
        foreach (double value in values) lowest = Math.Min(lowest, value);
        return lowest;
    }

    private static double Gap(FeatureFrame f, int indicator) => 1e4 * ((f.Mid / f.Window.Indicator(indicator)) - 1);

    private static double RangePosition(WindowFrame window)
    {
        double low = Lowest(window.Low), high = MicrostructureFeatures.Largest(window.High);
        return (window.Close[^1] - low) / (high - low);
    }
}
