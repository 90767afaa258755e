namespace Tauric.Kernels.Indicators;

/// <summary>The lists of columns the systems use, in the order they are stored.</summary>
public static class IndicatorSets
{
    private static readonly Macd Macd = new(12, 26, 9);
    private static readonly Bollinger Bands = new(20, 2);
    private static readonly Ichimoku Ichimoku = new(9, 26, 52);
    private static readonly Kdj Kdj = new(9, 3, 3);

    private static readonly IndicatorColumn[] Sixteen =
    [
        new("sma_20", new Sma(20), "20-bar mean of the close: the short-term trend."),
        new("sma_50", new Sma(50), "50-bar mean of the close: the medium-term trend, a common support or resistance."),
        new("ema_12", new Ema(12), "12-bar exponential mean of the close: follows price quickly."),
        new("ema_26", new Ema(26), "26-bar exponential mean of the close: follows price slowly."),
        new("rsi_14", new Rsi(14), "Relative strength index, 0-100: above 70 is called overbought, below 30 oversold."),
        new("stoch_k", new Stochastic(14, 3, 3), "Slow stochastic %K, 0-100: the close within its 14-bar range."),
        new("williams_r", new WilliamsR(14), "Williams %R, -100 to 0: distance of the close from its 14-bar high."),
        new("macd", Macd, "EMA(12) minus EMA(26) of the close: momentum of the trend."),
        new("macd_signal", Macd, "macd_signal", "9-bar exponential mean of MACD: crossings mark turns in momentum."),
        new("macd_histogram", Macd, "macd_histogram", "MACD minus its signal: momentum gaining or fading."),
        new("atr_14", new Atr(14), "Average true range over 14 bars, in price units: how far price moves in a bar."),
        new("bollinger_upper", Bands, "20-bar mean plus two standard deviations: the upper edge of the usual range."),
        new("bollinger_lower", Bands, "bollinger_lower", "20-bar mean minus two standard deviations: the lower edge."),
        new("volume_sma_20", new Sma(20, BarColumn.Volume), "20-bar mean of volume: ordinary activity."),
        new("volume_ratio", new VolumeRatio(20), "Volume over its 20-bar mean: above 1 is busier than usual."),
        new("obv", new Obv(), "On-balance volume: running volume signed by the direction of the close."),
    ];

    private static readonly IndicatorColumn[] Further =
    [
        new("sma_200", new Sma(200), "200-bar mean of the close: the long-term trend."),
        new("ema_10", new Ema(10), "10-bar exponential mean of the close: the most recent trend."),
        new("ema_50", new Ema(50), "50-bar exponential mean of the close: the medium-term trend, weighted to today."),
        new("ichimoku_conversion", Ichimoku, "Middle of the 9-bar range: short-term balance of price."),
        new("ichimoku_base", Ichimoku, "ichimoku_base", "Middle of the 26-bar range: medium-term balance of price."),
        new("ichimoku_span_b", Ichimoku, "ichimoku_span_b", "Middle of the 52-bar range: the slow edge of the cloud."),
        new("ichimoku_cloud", Ichimoku, "ichimoku_cloud", "Fast minus slow edge of the cloud: positive is bullish."),
        new("kdj_k", Kdj, "KDJ %K: smoothed place of the close in its 9-bar range."),
        new("kdj_d", Kdj, "kdj_d", "KDJ %D: %K smoothed again."),
        new("kdj_j", Kdj, "kdj_j", "KDJ J, 3K-2D: below 0 or above 100 is an extreme."),
        new("cci_14", new Cci(14), "Commodity channel index: typical price against its mean, beyond 100 is unusual."),
        new("roc_12", new Roc(12), "Rate of change over 12 bars, in percent."),
        new("atr_5", new Atr(5), "Average true range over 5 bars: volatility of the last week."),
        new("zscore_75", new ZScore(75), "Standard deviations of the close from its 75-bar mean."),
        new("pvo", new Pvo(12, 26, 9), "Percentage volume oscillator: fast mean of volume against slow, in percent."),
        new("mfi_14", new Mfi(14), "Money flow index, 0-100: an RSI weighted by traded value."),
        new("adx_14", new Adx(14), "Average directional index, 0-100: above 25 is a trend, whichever way."),
        new("adxr_14", new Adxr(14), "ADX averaged with its value 13 bars ago: a steadier measure of trend strength."),
        new("vwma_14", new Vwma(14), "14-bar mean of the close weighted by volume: where most was traded."),
    ];

    /// <summary>The 16 inputs of the fuzzy layer, names and order of the stories system.</summary>
    public static IndicatorSet Stories16 { get; } = new(Sixteen);

    /// <summary>
    /// What a corpus sample may show: the 16, then those of the Trading-R1 paper's table S2 not among them.
    /// </summary>
    public static IndicatorSet Corpus { get; } = new([.. Sixteen, .. Further]);
}
