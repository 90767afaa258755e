using System.Buffers;
using Tauric.Kernels.Statistics;

namespace Tauric.Pipelines.Decisions.Quality;

/// <summary>Values far outside of their column.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Rows">How many lie outside.</param>
/// <param name="Worst">The largest distance, robust deviations.</param>
/// <remarks>
/// Distance is 0.6745·|x − median|/MAD; beyond 3.5 is far (Iglewicz and Hoaglin 1993), here beyond 10, because
/// market data has fat tails: a normal column would show one in 10²³. A column of which half is one value has no
/// such distance and no anomaly.
/// </remarks>
public sealed record Anomaly(string Column, int Rows, double Worst)
{
    public const double DistanceMax = 10;

    private static readonly ExactQuantile s_median = new();

    /// <param name="values">Finite.</param>
    /// <returns>Null when nothing lies outside.</returns>
    public static Anomaly? Of(string column, ReadOnlySpan<double> values)
    {
        if (values.IsEmpty) return null;
        double[] rented = ArrayPool<double>.Shared.Rent(values.Length);
        Span<double> distances = rented.AsSpan(0, values.Length);
        double median = MedianOf(values);
        for (int row = 0; row < values.Length; row++) distances[row] = Math.Abs(values[row] - median);
        double deviation = MedianOf(distances) / 0.6745, worst = 0;
        int rows = 0;
        foreach (double distance in distances)
        {
            if (!(distance > DistanceMax * deviation) || deviation == 0) continue;
            rows++;
            worst = Math.Max(worst, distance / deviation);
        }

        ArrayPool<double>.Shared.Return(rented);
        return rows == 0 ? null : new Anomaly(column, rows, worst);
    }

    private static double MedianOf(ReadOnlySpan<double> values)
    {
        Span<double> median = stackalloc double[1];
        s_median.Compute(new Samples(values), median);
        return median[0];
    }
}
