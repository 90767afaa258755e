using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Clustering;

/// <summary>
/// max(core_a, core_b, distance): pushes points of thin surroundings apart. Campello, Moulavi, Sander 2013.
/// </summary>
/// <remarks>For the whole matrix of few points; <see cref="IPairwiseOps.NearestOutside"/> reduces without it.</remarks>
public static class MutualReachability
{
    public static float Of(float coreA, float coreB, float distance) => MathF.Max(MathF.Max(coreA, coreB), distance);

    /// <param name="core">n core distances.</param>
    /// <param name="matrix">n·n, symmetric; a point is at its own core distance from itself.</param>
    /// <exception cref="ArgumentException">A size does not fit.</exception>
    public static void Matrix(
        IPairwiseOps ops, in Rows points, ReadOnlySpan<float> core, Metric metric, Span<float> matrix)
    {
        int count = points.Count;
        if (core.Length != count) throw new ArgumentException($"{core.Length} core distances for {count} points.");
        ops.Distances(points, points, metric, matrix);
        for (int a = 0; a < count; a++)
            for (int b = 0; b < count; b++) matrix[(a * count) + b] = Of(core[a], core[b], matrix[(a * count) + b]);
    }
}
