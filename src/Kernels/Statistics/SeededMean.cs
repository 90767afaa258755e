using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Statistics;

/// <summary>
/// Exponential mean that starts as the plain mean of its first <c>period</c> values (in time order) and then follows
/// e ← fma(1−a, e, a·x). NaN until seeded. TA-Lib's classic seed.
/// </summary>
public struct SeededMean
{
    private int _seen; // Stops at the period: a stream may run for longer than an int counts.
    private ScalarLane _value;

    /// <summary>EMA: a = 2 / (period + 1).</summary>
    public double Ema(double x, int period) => Push(x, period, 2.0 / (period + 1));

    /// <summary>Wilder's smoothing: a = 1 / period.</summary>
    public double Wilder(double x, int period) => Push(x, period, 1.0 / period);

    private double Push(double x, int period, double weight)
    {
        double next = Next<ScalarLane>(ref _value, x, _seen, period, weight);
        if (_seen < period) _seen++;
        return _seen < period ? double.NaN : next;
    }

    /// <summary>The one definition.</summary>
    /// <param name="mean">The sum while seeding, the mean afterwards; 0 before the first value.</param>
    /// <param name="x">The newest value.</param>
    /// <param name="t">How many came before it.</param>
    /// <param name="period">How many values the seed is the mean of.</param>
    /// <param name="weight">Of the newest value once seeded.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Next<T>(ref T mean, T x, long t, int period, double weight)
        where T : struct, ILane<T>
    {
        if (t >= period) return mean = T.Fma(1 - weight, mean, x * weight);
        mean += x;
        return t + 1 < period ? mean : mean *= 1.0 / period;
    }
}
