using System.Numerics;

namespace Tauric.Kernels.Vectors;

/// <summary>Principal components of rows: the directions along which they vary most. Hotelling 1933.</summary>
/// <remarks>
/// All in f64. Mean: sum in row order, divided by n. Covariance: one chain of fused multiply-adds of centred values in
/// row order, divided by n − 1; zero for one row. Axes and their signs: <see cref="SymmetricEigen"/>. So the same rows
/// in the same order give the same bits everywhere.
/// </remarks>
public sealed class Pca
{
    private const int RowsAtOnce = 8;       // As many updates share one pass over the covariance.

    private Pca(int dimension, double[] mean, SymmetricEigen eigen) =>
        (Dimension, Mean, Axes, Variances) = (dimension, mean, eigen.Vectors, eigen.Values);

    public int Dimension { get; }

    /// <summary>Axes kept.</summary>
    public int Count => Axes.Length / Dimension;

    /// <summary>Of each column.</summary>
    public double[] Mean { get; }

    /// <summary>count·dimension: unit axes, the one of largest variance first.</summary>
    public double[] Axes { get; }

    /// <summary>Along every axis, also those not kept, largest first; rounding may leave the last below 0.</summary>
    public double[] Variances { get; }

    /// <param name="count">Axes to keep, at most the dimension.</param>
    /// <exception cref="ArgumentException">There is no row, or too many axes are asked for.</exception>
    public static Pca Fit(in Rows rows, int count)
    {
        if (rows.Count == 0) throw new ArgumentException("No rows: nothing to fit.", nameof(rows));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, rows.Dimension);
        double[] mean = MeanOf(rows);
        return new Pca(rows.Dimension, mean, new SymmetricEigen(Covariance(rows, mean), rows.Dimension, count));
    }

    /// <summary>
    /// Coordinates on the axes: for each row and axis a chain of fused multiply-adds of (value − mean) and axis over
    /// the columns, rounded to f32.
    /// </summary>
    /// <param name="projected">rows·count.</param>
    /// <exception cref="ArgumentException">The dimension is another, or the output has another size.</exception>
    public void Project(in Rows rows, Span<float> projected)
    {
        if (rows.Dimension != Dimension || projected.Length != (long)rows.Count * Count)
        {
            throw new ArgumentException($"{rows.Count} rows of {rows.Dimension} into {projected.Length} values: "
                + $"needs rows of {Dimension}, {Count} values each.", nameof(projected));
        }

        for (int row = 0; row < rows.Count; row++)
        {
            for (int axis = 0; axis < Count; axis++)
            {
                double sum = 0;
                for (int i = 0; i < Dimension; i++)
                    sum = Math.FusedMultiplyAdd(rows[row][i] - Mean[i], Axes[(axis * Dimension) + i], sum);
                projected[(row * Count) + axis] = (float)sum;
            }
        }
    }

    private static double[] MeanOf(in Rows rows)
    {
        double[] mean = new double[rows.Dimension];
        for (int row = 0; row < rows.Count; row++)
        {
            ReadOnlySpan<float> values = rows[row];
            for (int i = 0; i < mean.Length; i++) mean[i] += values[i];
        }

        foreach (ref double value in mean.AsSpan()) value /= rows.Count;
        return mean;
    }

    private static double[] Covariance(in Rows rows, double[] mean)
    {
        int dimension = rows.Dimension, pitch = dimension + Vector<double>.Count;   // The last lanes reach beyond.
        double[] sums = new double[dimension * pitch], centred = new double[RowsAtOnce * pitch];
        for (int start = 0; start < rows.Count; start += RowsAtOnce)
        {
            Array.Clear(centred);       // Rows that are missing at the end add nothing.
            for (int i = 0; i < Math.Min(RowsAtOnce, rows.Count - start); i++)
            {
                ReadOnlySpan<float> values = rows[start + i];
                for (int k = 0; k < dimension; k++) centred[(i * pitch) + k] = values[k] - mean[k];
            }

            for (int a = 0; a < dimension; a++) Add(centred, pitch, a, sums.AsSpan(a * pitch, pitch), dimension);
        }

        double[] covariance = new double[dimension * dimension];
        for (int a = 0; a < dimension; a++)
        {
            for (int b = 0; b < dimension; b++)
            {
                double sum = sums[(Math.Min(a, b) * pitch) + Math.Max(a, b)];
                covariance[(a * dimension) + b] = sum / Math.Max(1, rows.Count - 1);
            }
        }

        return covariance;
    }

    /// <summary>Right of the diagonal: sums[b] ← fma(x[a], x[b], sums[b]), row after row.</summary>
    private static void Add(double[] centred, int pitch, int a, Span<double> sums, int dimension)
    {
        for (int b = a; b < dimension; b += Vector<double>.Count)
        {
            var sum = new Vector<double>(sums[b..]);
            for (int row = 0; row < RowsAtOnce * pitch; row += pitch)
            {
                var factor = new Vector<double>(centred[row + a]);
                sum = Vector.FusedMultiplyAdd(factor, new Vector<double>(centred, row + b), sum);
            }

            sum.CopyTo(sums[b..]);
        }
    }
}
