namespace Tauric.Kernels.Statistics;

/// <summary>
/// Exponential mean that starts as the plain mean of its first <c>period</c> values (in time order) and then follows
/// e ← fma(1−a, e, a·x). NaN until seeded. TA-Lib's classic seed.
/// </summary>
public struct SeededMean
{
    private int _seen;
    private double _value; // The sum while seeding, the mean afterwards.

    /// <summary>EMA: a = 2 / (period + 1).</summary>
    public double Ema(double x, int period) => Push(x, period, 2.0 / (period + 1));

    /// <summary>Wilder's smoothing: a = 1 / period.</summary>
    public double Wilder(double x, int period) => Push(x, period, 1.0 / period);

    private double Push(double x, int period, double weight)
    {
        if (_seen >= period) return _value = Math.FusedMultiplyAdd(1 - weight, _value, weight * x);
        _value += x;
        if (++_seen < period) return double.NaN;
        return _value *= 1.0 / period;
    }
}
