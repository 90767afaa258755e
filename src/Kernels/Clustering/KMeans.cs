using Tauric.Engine;
using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Clustering;

/// <param name="Centroids">clusters·dimension, in the order of the labels; those without members last.</param>
/// <param name="Inertia">Sum of the squared distances of the rows from their centroids.</param>
/// <param name="Iterations">Steps taken; as many as allowed when it did not settle.</param>
public sealed record KMeansFit(float[] Centroids, double Inertia, int Iterations);

/// <summary>Lloyd's k-means from the start of Arthur and Vassilvitskii 2007 (k-means++).</summary>
/// <remarks>
/// Each centroid to begin with is a row drawn with probability proportional to its squared distance from the nearest
/// one before it: f64 sums in row order, draws by counter, so the same rows give the same bits. Once all rows are
/// centroids the first row is taken again, and such a centroid has no members.
/// </remarks>
/// <param name="clusters">At least 1.</param>
public sealed class KMeans(int clusters, long seed = 0, int iterationsMax = 300)
{
    private readonly int _clusters = clusters >= 1
        ? clusters : throw new ArgumentOutOfRangeException(nameof(clusters), clusters, "at least 1");

    /// <param name="points">At least one row.</param>
    /// <param name="labels">n: clusters numbered by their first rows.</param>
    /// <exception cref="ArgumentException">There is no row, or the labels have another size.</exception>
    public KMeansFit Fit(IPairwiseOps ops, in Rows points, Span<int> labels)
    {
        if (points.Count == 0) throw new ArgumentException("No rows: nothing to fit.", nameof(points));
        ArgumentOutOfRangeException.ThrowIfNotEqual(labels.Length, points.Count, nameof(labels));
        float[] centroids = Start(ops, points), means = new float[centroids.Length];
        float[] squared = new float[points.Count];
        int[] last = new int[points.Count];
        double inertia = 0;
        for (int iteration = 1; ; iteration++)
        {
            labels.CopyTo(last);
            var current = new Rows(centroids, _clusters, points.Dimension);
            inertia = ops.KMeansStep(points, current, labels, squared, means);
            bool isSettled = iteration > 1 && labels.SequenceEqual(last);
            if (isSettled || iteration >= iterationsMax)
                return new KMeansFit(Ordered(centroids, labels, points.Dimension), inertia, iteration);
            (centroids, means) = (means, centroids);
        }
    }

    private float[] Start(IPairwiseOps ops, in Rows points)
    {
        var random = CounterRandom.For(seed, "k-means++");
        float[] centroids = new float[_clusters * points.Dimension];
        float[] nearest = new float[points.Count], distances = new float[points.Count];
        Array.Fill(nearest, float.PositiveInfinity);
        int row = random.NextInt(points.Count);
        for (int cluster = 0; cluster < _clusters; cluster++)
        {
            points[row].CopyTo(centroids.AsSpan(cluster * points.Dimension));
            ops.Distances(points, points.Slice(row, 1), Metric.Squared, distances);
            for (int i = 0; i < nearest.Length; i++) nearest[i] = Math.Min(nearest[i], distances[i]);
            row = Draw(nearest, random.NextUniform());
        }

        return centroids;
    }

    /// <summary>The first row whose share reaches the draw; row 0 when nothing has a share.</summary>
    private static int Draw(float[] shares, double uniform)
    {
        double total = 0, sum = 0;
        foreach (float share in shares) total += share;
        int last = 0;
        for (int row = 0; row < shares.Length; row++)
        {
            if (shares[row] == 0) continue;
            last = row;
            sum += shares[row];
            if (sum > uniform * total) break;
        }

        return last;
    }

    private static float[] Ordered(float[] centroids, Span<int> labels, int dimension)
    {
        int[] before = labels.ToArray();
        int used = Renumbering.ByFirstRow(labels), clusters = centroids.Length / dimension;
        int[] places = new int[clusters];
        Array.Fill(places, -1);
        for (int row = 0; row < before.Length; row++) places[before[row]] = labels[row];
        float[] ordered = new float[centroids.Length];
        for (int cluster = 0; cluster < clusters; cluster++)
        {
            int place = places[cluster] < 0 ? used++ : places[cluster];
            centroids.AsSpan(cluster * dimension, dimension).CopyTo(ordered.AsSpan(place * dimension));
        }

        return ordered;
    }
}
