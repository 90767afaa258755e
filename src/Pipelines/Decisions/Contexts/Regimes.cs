namespace Tauric.Pipelines.Decisions.Contexts;

/// <summary>
/// The state of a market bar by bar (facts B14, a proposal; no source fixes the thresholds). First match wins: CRISIS
/// (volatility in the top hundredth of two years and 15 % below the year's high, or VIX at least 40), HIGH_VOLATILITY
/// (top fifth, or VIX at least 25), TRENDING_UP or TRENDING_DOWN (ADX at least 25, the directional indicators and the
/// slope of the 50-bar mean agreeing), LOW_VOLATILITY (lowest fifth), SIDEWAYS.
/// </summary>
/// <remarks>
/// Hysteresis: another state is taken when it held for three bars running. Trend (<c>bull</c>, <c>bear</c>,
/// <c>neutral</c>) and volatility (<c>high</c>, <c>medium</c>, <c>low</c>) are told apart too, each with the same
/// hysteresis. What a rule needs and is not known does not match; without a percentile there is no state.
/// </remarks>
internal sealed class Regimes
{
    private const double CrisisPercentile = 0.99, CrisisDrawdown = -0.15, CrisisVix = 40;
    private const double HighPercentile = 0.8, HighVix = 25, LowPercentile = 0.2, TrendAdx = 25;

    private Held<MarketRegime> _regime;
    private Held<string> _trend;
    private Held<string> _volatility;

    /// <summary>What a bar is judged by; NaN is not known.</summary>
    public readonly record struct Bar(
        double VolatilityPercentile, double Drawdown, double Vix, double Adx, double PlusDi, double MinusDi,
        double Slope);

    /// <summary>The next bar.</summary>
    /// <returns>Null where there is no state yet.</returns>
    public (MarketRegime? Regime, string? Trend, string? Volatility) Push(in Bar bar)
    {
        if (double.IsNaN(bar.VolatilityPercentile)) return default;
        string trend = Trend(bar), volatility = Volatility(bar);
        MarketRegime regime = IsCrisis(bar) ? MarketRegime.Crisis
            : volatility == "high" ? MarketRegime.HighVolatility
            : trend == "bull" ? MarketRegime.TrendingUp
            : trend == "bear" ? MarketRegime.TrendingDown
            : volatility == "low" ? MarketRegime.LowVolatility
            : MarketRegime.Sideways;
        return (_regime.Push(regime), _trend.Push(trend), _volatility.Push(volatility));
    }

    private static bool IsCrisis(in Bar bar) =>
        (bar.VolatilityPercentile >= CrisisPercentile && bar.Drawdown <= CrisisDrawdown) || bar.Vix >= CrisisVix;

    private static string Volatility(in Bar bar) =>
        bar.VolatilityPercentile >= HighPercentile || bar.Vix >= HighVix ? "high"
        : bar.VolatilityPercentile <= LowPercentile ? "low" : "medium";

    private static string Trend(in Bar bar) => bar.Adx >= TrendAdx
        ? bar.PlusDi > bar.MinusDi && bar.Slope > 0 ? "bull"
            : bar.MinusDi > bar.PlusDi && bar.Slope < 0 ? "bear" : "neutral"
        : "neutral";

    /// <summary>A value that changes when another came three times running.</summary>
    private struct Held<T>
        where T : notnull
    {
        private const int Bars = 3;

        private bool _started;
        private T _value;
        private T _next;
        private int _count;

        public T Push(T value)
        {
            if (!_started) (_started, _value, _next) = (true, value, value);
            _count = value.Equals(_next) ? _count + 1 : 1;
            _next = value;
            return _value = _count >= Bars ? value : _value;
        }
    }
}
