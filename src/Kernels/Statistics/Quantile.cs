namespace Tauric.Kernels.Statistics;

/// <summary>Empirical quantiles and ranks of sorted values.</summary>
public static class Quantile
{
    /// <summary>
    /// Linear interpolation between order statistics at h = (n−1)·q: pandas' and NumPy's default, Hyndman–Fan type 7.
    /// </summary>
    /// <param name="sorted">Ascending, no NaN.</param>
    /// <param name="q">In [0, 1].</param>
    /// <returns>NaN when there are no values.</returns>
    public static double Linear(ReadOnlySpan<double> sorted, double q)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(q);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(q, 1);
        if (sorted.IsEmpty) return double.NaN;
        double h = (sorted.Length - 1) * q;
        int below = (int)h;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return Math.FusedMultiplyAdd(h - below, sorted[above] - sorted[below], sorted[below]);
    }

    /// <summary>
    /// Share of the values that are at most <paramref name="value"/>: the empirical CDF. NaN without values.
    /// </summary>
    public static double Rank(ReadOnlySpan<double> sorted, double value) =>
        sorted.IsEmpty ? double.NaN : (double)CountAtMost(sorted, value) / sorted.Length;

    /// <summary>How many values are at most <paramref name="value"/>; also where to insert it.</summary>
    public static int CountAtMost(ReadOnlySpan<double> sorted, double value)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sorted[middle] <= value) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
