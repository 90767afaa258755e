using System.Buffers;

namespace Tauric.Kernels.Statistics;

/// <summary>Ranks of a column.</summary>
internal static class Ranks
{
    /// <summary>
    /// 1 for the smallest; equal values share the mean of their places, so ranks are halves at worst.
    /// </summary>
    public static void Average(ReadOnlySpan<double> values, Span<double> ranks)
    {
        int rows = values.Length;
        double[] sorted = ArrayPool<double>.Shared.Rent(rows);
        int[] order = ArrayPool<int>.Shared.Rent(rows);
        values.CopyTo(sorted);
        for (int row = 0; row < rows; row++) order[row] = row;
        ColumnSort.Ascending(sorted.AsSpan(0, rows), order.AsSpan(0, rows));
        for (int first = 0, next; first < rows; first = next)
        {
            for (next = first + 1; next < rows && sorted[next] == sorted[first];) next++;
            foreach (int row in order.AsSpan(first, next - first)) ranks[row] = 0.5 * (first + 1 + next);
        }

        ArrayPool<double>.Shared.Return(sorted);
        ArrayPool<int>.Shared.Return(order);
    }
}
