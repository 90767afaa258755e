using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Clustering;

/// <summary>How thin the surroundings of a point are: the distance to its k-th nearest other point.</summary>
/// <remarks>
/// A point is not its own neighbour, its duplicates are. Where a point counts as its own first neighbour (mpts of
/// Campello, Moulavi, Sander 2013; min_samples of scikit-learn), k is mpts − 1. With fewer than k other points it is
/// the distance to the farthest of them; alone, 0.
/// </remarks>
public static class CoreDistances
{
    /// <param name="neighbours">Scratch, n·k.</param>
    /// <param name="distances">Scratch, n·k; both hold the nearest neighbours afterwards.</param>
    /// <param name="core">n.</param>
    /// <exception cref="ArgumentException">A size does not fit.</exception>
    public static void Of(IPairwiseOps ops, in Rows points, int k, Metric metric,
        Span<int> neighbours, Span<float> distances, Span<float> core)
    {
        if (core.Length != points.Count)
            throw new ArgumentException($"{core.Length} core distances for {points.Count} points.", nameof(core));
        ops.TopK(points, points, k, metric, self: 0, neighbours, distances);
        Of(distances, k, k, core);
    }

    /// <summary>From lists of nearest neighbours that are at least as long.</summary>
    /// <param name="distances">n·listed, ascending in a row.</param>
    public static void Of(ReadOnlySpan<float> distances, int listed, int k, Span<float> core)
    {
        int reached = Math.Min(k, core.Length - 1);
        for (int row = 0; row < core.Length; row++)
            core[row] = reached == 0 ? 0 : distances[(row * listed) + reached - 1];
    }
}
