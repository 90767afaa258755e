using Tauric.Kernels.Indicators;

namespace Tauric.Pipelines.Decisions.Features;

/// <summary>The indicators of a window's 60 bars; each is warm at the last.</summary>
internal static class TechnicalSet
{
    private static readonly Macd s_macd = new(12, 26, 9);
    private static readonly Bollinger s_bands = new(20, 2);

    public static IndicatorSet Set { get; } = new(
    [
        new("rsi_14", new Rsi(14), ""),
        new("stoch_k", new Stochastic(14, 3, 3), ""),
        new("williams_r", new WilliamsR(14), ""),
        new("macd", s_macd, ""),
        new("macd_histogram", s_macd, "macd_histogram", ""),
        new("ema_12", new Ema(12), ""),
        new("sma_20", new Sma(20), ""),
        new("bollinger_upper", s_bands, ""),
        new("bollinger_lower", s_bands, "bollinger_lower", ""),
        new("atr_14", new Atr(14), ""),
        new("cci_14", new Cci(14), ""),
        new("roc_12", new Roc(12), ""),
        new("adx_14", new Adx(14), ""),
        new("mfi_14", new Mfi(14), ""),
        new("volume_ratio", new VolumeRatio(20), ""),
        new("zscore_30", new ZScore(30), ""),
        new("vwma_14", new Vwma(14), ""),
    ]);

    public static int Columns => Set.Columns.Count;

    /// <summary>The place of an indicator in the set.</summary>
    public static int Of(string name)
    {
        for (int i = 0; i < Columns; i++)
        {
            if (Set.Columns[i].Name == name) return i;
        }

        throw new Engine.BugException($"No indicator '{name}' in the set.");
    }
}
