using System.Buffers;

namespace Tauric.Kernels.Statistics;

/// <summary>Bins of about equally many rows: the one rule by which a number becomes a state.</summary>
/// <remarks>
/// B bins have B−1 edges, the linear quantiles 1/B, 2/B, … of a reference column. A value's state is the number of
/// edges below it, so a value on an edge is in the lower bin. Ties may leave bins empty; a flat column is all in 0.
/// </remarks>
public static class QuantileBins
{
    /// <param name="reference">At least one row, finite.</param>
    /// <param name="edges">One fewer than the bins; written ascending.</param>
    public static void Edges(ReadOnlySpan<double> reference, Span<double> edges)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(reference.Length);
        Span<double> sorted = rented.AsSpan(0, reference.Length);
        reference.CopyTo(sorted);
        ColumnSort.Ascending(sorted);
        EdgesOfSorted(sorted, edges);
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <inheritdoc cref="Edges"/>
    /// <param name="sorted">Ascending, at least one row, finite.</param>
    public static void EdgesOfSorted(ReadOnlySpan<double> sorted, Span<double> edges)
    {
        for (int i = 0; i < edges.Length; i++) edges[i] = Quantile.Linear(sorted, (i + 1.0) / (edges.Length + 1));
    }

    /// <summary>How many rows are in each bin.</summary>
    /// <param name="sorted">Ascending.</param>
    /// <param name="counts">One more than the edges; written.</param>
    public static void CountSorted(ReadOnlySpan<double> sorted, ReadOnlySpan<double> edges, Span<int> counts)
    {
        int below = 0;
        for (int bin = 0; bin < edges.Length; bin++)
        {
            int upTo = Quantile.CountAtMost(sorted, edges[bin]);
            (counts[bin], below) = (upTo - below, upTo);
        }

        counts[^1] = sorted.Length - below;
    }

    /// <summary>0 for the lowest bin.</summary>
    public static int StateOf(double value, ReadOnlySpan<double> edges)
    {
        int state = 0;
        foreach (double edge in edges) state += edge < value ? 1 : 0;
        return state;
    }

    /// <summary>The state of every row, by the column's own quantiles.</summary>
    /// <param name="values">At least one row, finite.</param>
    /// <param name="bins">2 to 32.</param>
    /// <param name="states">As many as values.</param>
    public static void Cut(ReadOnlySpan<double> values, int bins, Span<byte> states)
    {
        Span<double> edges = stackalloc double[bins - 1];
        Edges(values, edges);
        for (int row = 0; row < values.Length; row++) states[row] = (byte)StateOf(values[row], edges);
    }
}
