using Tauric.Kernels.Statistics;

namespace Tauric.Pipelines.Stories.Market;

/// <summary>How many log returns of a run of closes lie far out.</summary>
/// <remarks>
/// By quartiles (linear interpolation): beyond three interquartile ranges from them, what Tukey (1977) calls far out.
/// By robust z: 0.6745 times the deviation from the median over the median absolute deviation beyond 3.5 (Iglewicz and
/// Hoaglin 1993). A spread of 0, as of a price that hardly moves, is no measure: then nothing lies out.
/// </remarks>
internal static class Outliers
{
    private const double Fences = 3;
    private const double NormalQuartile = 0.6745;
    private const double RobustMax = 3.5;

    /// <param name="closes">Positive, in time order.</param>
    public static (int ByQuartiles, int ByRobustZ) Of(ReadOnlySpan<double> closes)
    {
        if (closes.Length < 3) return default;
        double[] returns = new double[closes.Length - 1];
        for (int i = 0; i < returns.Length; i++) returns[i] = Elementary.Log(closes[i + 1] / closes[i]);
        double[] sorted = [.. returns];
        Array.Sort(sorted);
        (double low, double median, double high) = (At(sorted, .25), At(sorted, .5), At(sorted, .75));
        double[] apart = Array.ConvertAll(returns, r => Math.Abs(r - median));
        Array.Sort(apart);
        return (Beyond(returns, low, high, Fences * (high - low)),
            Beyond(returns, median, median, RobustMax / NormalQuartile * At(apart, .5)));
    }

    private static int Beyond(double[] values, double low, double high, double spread) =>
        spread == 0 ? 0 : values.Count(value => value < low - spread || value > high + spread);

    private static double At(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        double next = sorted[Math.Min(below + 1, sorted.Length - 1)];
        return sorted[below] + ((place - below) * (next - sorted[below]));
    }
}
