using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Clustering;

/// <summary>The nearest other points of each point, and its core distance.</summary>
/// <param name="K">Neighbours a point, nearest first; −1 and +∞ where there are fewer.</param>
/// <param name="Rows">n·k.</param>
/// <param name="Distances">n·k.</param>
/// <param name="Core">n, see <see cref="CoreDistances"/>.</param>
internal sealed record Neighbourhood(int K, int[] Rows, float[] Distances, float[] Core)
{
    // More than a core distance asks for: they are the cheapest edges of a spanning tree.
    private const int KMin = 24;

    /// <param name="samples">Of the core distance: its k, at least 1.</param>
    public static Neighbourhood Of(IPairwiseOps ops, in Rows points, int samples, Metric metric)
    {
        int k = Math.Max(KMin, samples);
        var found = new Neighbourhood(
            k, new int[points.Count * k], new float[points.Count * k], new float[points.Count]);
        ops.TopK(points, points, k, metric, self: 0, found.Rows, found.Distances);
        CoreDistances.Of(found.Distances, k, samples, found.Core);
        return found;
    }

    /// <summary>
    /// The nearest point of another component by mutual reachability, as far as the list shows it; and the least
    /// distance at which points beyond the list may lie, +∞ when none can be nearer.
    /// </summary>
    public (Edge? Nearest, float Beyond) NearestOutside(int row, int[] components)
    {
        Edge? nearest = null;
        ReadOnlySpan<int> rows = Rows.AsSpan(row * K, K);
        ReadOnlySpan<float> distances = Distances.AsSpan(row * K, K);
        for (int i = 0; i < K && rows[i] >= 0; i++)
        {
            if (components[rows[i]] == components[row]) continue;
            float weight = MutualReachability.Of(Core[row], Core[rows[i]], distances[i]);
            var edge = Edge.Between(row, rows[i], weight);
            if (nearest is null || edge < nearest) nearest = edge;
        }

        float beyond = distances[^1];
        return nearest is { } best && best.Weight < beyond ? (nearest, float.PositiveInfinity) : (nearest, beyond);
    }
}
