using System.Numerics;
using System.Runtime.CompilerServices;

namespace Tauric.Kernels.Vectors;

/// <summary>Rows of length 1 (L2).</summary>
public static class Normalise
{
    private const int RowsAtOnce = 32;

    /// <summary>
    /// x·u with u = 1/sqrt(dot(x, x)), f32; a row without length (<see cref="Metric.Cosine"/>) becomes zeros.
    /// </summary>
    /// <param name="unit">count·dimension, contiguous; may be the memory of contiguous rows themselves.</param>
    /// <exception cref="ArgumentException">The output has another size.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Rows(in Rows rows, Span<float> unit)
    {
        int dimension = rows.Dimension;
        if (unit.Length != (long)rows.Count * dimension)
            throw new ArgumentException($"{unit.Length} values for {rows.Count} rows of {dimension}.", nameof(unit));
        float* lengths = stackalloc float[RowsAtOnce];
        fixed (float* first = rows.Values, to = unit)
        {
            var all = new RowsAt(first, rows);
            for (int start = 0; start < rows.Count; start += RowsAtOnce)
            {
                int count = Math.Min(RowsAtOnce, rows.Count - start);
                SquaredLengths.Of(all, start, count, lengths);
                for (int i = 0; i < count; i++)
                {
                    float factor = Metric.Cosine.Terms(lengths[i]).Factor;
                    Scale(all[start + i], factor, to + ((start + i) * (nint)dimension), dimension);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Scale(float* row, float factor, float* to, int dimension)
    {
        int i = 0;
        for (; i <= dimension - Vector<float>.Count; i += Vector<float>.Count)
            (Vector.Load(row + i) * factor).Store(to + i);
        for (; i < dimension; i++) to[i] = row[i] * factor;
    }
}
