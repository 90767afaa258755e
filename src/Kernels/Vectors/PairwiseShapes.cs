namespace Tauric.Kernels.Vectors;

/// <summary>What every <see cref="IPairwiseOps"/> refuses, in the same words.</summary>
public static class PairwiseShapes
{
    /// <exception cref="ArgumentException">See <see cref="IPairwiseOps.Distances"/>.</exception>
    public static void Distances(in Rows queries, in Rows points, ReadOnlySpan<float> distances)
    {
        Dimensions(queries, points);
        Size(distances.Length, (long)queries.Count * points.Count, nameof(distances));
    }

    /// <exception cref="ArgumentException">See <see cref="IPairwiseOps.TopK"/>.</exception>
    public static void TopK(in Rows queries, in Rows points, int k, int self,
        ReadOnlySpan<int> neighbours, ReadOnlySpan<float> distances)
    {
        Dimensions(queries, points);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        ArgumentOutOfRangeException.ThrowIfLessThan(self, -1);
        Size(neighbours.Length, (long)queries.Count * k, nameof(neighbours));
        Size(distances.Length, (long)queries.Count * k, nameof(distances));
    }

    /// <exception cref="ArgumentException">See <see cref="IPairwiseOps.KMeansStep"/>.</exception>
    public static void KMeansStep(in Rows points, in Rows centroids,
        ReadOnlySpan<int> labels, ReadOnlySpan<float> squared, ReadOnlySpan<float> means)
    {
        Dimensions(points, centroids);
        if (centroids.Count == 0) throw new ArgumentException("There is no centroid.", nameof(centroids));
        Size(labels.Length, points.Count, nameof(labels));
        Size(squared.Length, points.Count, nameof(squared));
        Size(means.Length, (long)centroids.Count * centroids.Dimension, nameof(means));
    }

    /// <exception cref="ArgumentException">See <see cref="IPairwiseOps.NearestOutside"/>.</exception>
    public static void NearestOutside(in Rows points, ReadOnlySpan<float> core, ReadOnlySpan<int> components,
        ReadOnlySpan<int> nearest, ReadOnlySpan<float> distances)
    {
        Size(core.Length, points.Count, nameof(core));
        Size(components.Length, points.Count, nameof(components));
        Size(nearest.Length, points.Count, nameof(nearest));
        Size(distances.Length, points.Count, nameof(distances));
        for (int row = 0; row < core.Length; row++)
        {
            if (!float.IsFinite(core[row])) throw new ArgumentException($"core[{row}] is {core[row]}.", nameof(core));
        }
    }

    private static void Dimensions(in Rows one, in Rows other)
    {
        if (one.Dimension != other.Dimension)
            throw new ArgumentException($"Rows of dimension {one.Dimension} meet rows of {other.Dimension}.");
    }

    private static void Size(long length, long expected, string name)
    {
        if (length != expected) throw new ArgumentException($"{name} has {length} values, needs {expected}.", name);
    }
}
