using System.Numerics;

namespace Tauric.Kernels.Vectors;

/// <summary>Rows of length 1 (L2).</summary>
public static class Normalise
{
    private const int RowsAtOnce = 8;

    /// <summary>
    /// x·u with u = 1/sqrt(dot(x, x)), f32; a row without length (<see cref="Metric.Cosine"/>) becomes zeros.
    /// </summary>
    /// <param name="unit">count·dimension, contiguous; may be the memory of contiguous rows themselves.</param>
    /// <exception cref="ArgumentException">The output has another size.</exception>
    public static unsafe void Rows(in Rows rows, Span<float> unit)
    {
        int dimension = rows.Dimension;
        if (unit.Length != (long)rows.Count * dimension)
            throw new ArgumentException($"{unit.Length} values for {rows.Count} rows of {dimension}.", nameof(unit));
        float* lengths = stackalloc float[RowsAtOnce];
        fixed (float* first = rows.Values)
        {
            var all = new RowsAt(first, rows);
            for (int start = 0; start < rows.Count; start += RowsAtOnce)
            {
                int count = Math.Min(RowsAtOnce, rows.Count - start);
                SquaredLengths.Of(all, start, count, lengths);
                for (int i = 0; i < count; i++)
                {
                    float factor = Metric.Cosine.Terms(lengths[i]).Factor;
                    Scale(rows[start + i], factor, unit.Slice((start + i) * dimension, dimension));
                }
            }
        }
    }

    private static void Scale(ReadOnlySpan<float> row, float factor, Span<float> to)
    {
        int i = 0;
        for (; i <= row.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(row[i..]) * factor).CopyTo(to[i..]);
        for (; i < row.Length; i++) to[i] = row[i] * factor;
    }
}
