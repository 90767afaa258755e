using Tauric.Kernels.Statistics;

namespace Tauric.Pipelines.Decisions.Quality;

/// <summary>Do two samples fall into bins alike? The likelihood-ratio test of their 2 × bins table.</summary>
/// <remarks>
/// G = 2·Σ O·ln(O/E) over the table, with E what its margins give (Wilks 1938), divided by Williams' factor
/// q = 1 + (N·Σ1/rows − 1)·(N·Σ1/columns − 1)/(6N·degrees) (Williams 1976, Biometrika 63, 33–37): with it the moments
/// of G are those of χ² but for terms in 1/N² (Lawley 1956), so the tail holds as far out as a test among hundreds
/// needs it. PSI and Pearson's sum grow faster than the chance of a table falls; their tails are too heavy there.
/// </remarks>
public static class GTest
{
    /// <summary>The chance of so unlike a table when both samples are from one distribution.</summary>
    /// <param name="x">Rows of the first sample by bin; not all 0.</param>
    /// <param name="y">Of the second, as many bins.</param>
    /// <remarks>
    /// Odd degrees count as one more: conservative where ties have left bins empty, which do not count.
    /// </remarks>
    public static double P(ReadOnlySpan<int> x, ReadOnlySpan<int> y)
    {
        double n = Sum(x), m = Sum(y), all = n + m, g = 0, inverses = 0;
        int filled = 0;
        for (int bin = 0; bin < x.Length; bin++)
        {
            double both = x[bin] + y[bin];
            if (both == 0) continue;
            filled++;
            inverses += 1 / both;
            g += Surprise(x[bin], both * n / all) + Surprise(y[bin], both * m / all);
        }

        if (filled < 2) return 1;
        double rows = (all * ((1 / n) + (1 / m))) - 1, columns = (all * inverses) - 1;
        double williams = 1 + (rows * columns / (6 * all * (filled - 1)));
        return ChiSquare.Exceeds(Math.Max(0, 2 * g / williams), filled / 2 * 2);
    }

    private static double Surprise(int seen, double expected) =>
        seen == 0 ? 0 : seen * Elementary.Log(seen / expected);

    private static int Sum(ReadOnlySpan<int> counts)
    {
        int sum = 0;
        foreach (int count in counts) sum += count;
        return sum;
    }
}
