using Tauric.Kernels.Clustering;

namespace Tauric.Kernels.Vectors;

/// <summary>The definition: one pair after the other, as written. For tests and as the last resort.</summary>
public sealed class ScalarOps : IPairwiseOps
{
    public void Distances(in Rows queries, in Rows points, Metric metric, Span<float> distances)
    {
        PairwiseShapes.Distances(queries, points, distances);
        for (int i = 0; i < queries.Count; i++)
        {
            for (int j = 0; j < points.Count; j++)
                distances[(i * points.Count) + j] = Distance(metric, queries[i], points[j]);
        }
    }

    public void TopK(in Rows queries, in Rows points, int k, Metric metric, int self,
        Span<int> neighbours, Span<float> distances)
    {
        PairwiseShapes.TopK(queries, points, k, self, neighbours, distances);
        neighbours.Fill(-1);
        distances.Fill(float.PositiveInfinity);
        for (int i = 0; i < queries.Count; i++)
        {
            var nearest = new NearestList(neighbours.Slice(i * k, k), distances.Slice(i * k, k));
            for (int j = 0; j < points.Count; j++)
            {
                if (self >= 0 && j == self + i) continue;
                nearest.Offer(j, Distance(metric, queries[i], points[j]));
            }
        }
    }

    public double KMeansStep(
        in Rows points, in Rows centroids, Span<int> labels, Span<float> squared, Span<float> means)
    {
        PairwiseShapes.KMeansStep(points, centroids, labels, squared, means);
        TopK(points, centroids, 1, Metric.Squared, self: -1, labels, squared);
        int dimension = points.Dimension;
        for (int centroid = 0; centroid < centroids.Count; centroid++)
        {
            int members = labels.Count(centroid);
            for (int column = 0; column < dimension; column++)
            {
                double sum = 0;
                for (int i = 0; i < points.Count; i++) sum += labels[i] == centroid ? points[i][column] : 0;
                means[(centroid * dimension) + column] =
                    members == 0 ? centroids[centroid][column] : (float)(sum / members);
            }
        }

        return Inertia(squared);
    }

    public void NearestOutside(in Rows points, ReadOnlySpan<float> core, ReadOnlySpan<int> components, Metric metric,
        Span<int> nearest, Span<float> distances)
    {
        PairwiseShapes.NearestOutside(points, core, components, nearest, distances);
        nearest.Fill(-1);
        distances.Fill(float.PositiveInfinity);
        for (int a = 0; a < points.Count; a++)
        {
            var list = new NearestList(nearest.Slice(a, 1), distances.Slice(a, 1));
            for (int b = 0; b < points.Count; b++)
            {
                if (components[a] == components[b]) continue;
                list.Offer(b, MutualReachability.Of(core[a], core[b], Distance(metric, points[a], points[b])));
            }
        }
    }

    public void Dispose()
    {
    }

    internal static double Inertia(ReadOnlySpan<float> squared)
    {
        double inertia = 0;
        foreach (float value in squared) inertia += value;
        return inertia;
    }

    private static float Distance(Metric metric, ReadOnlySpan<float> query, ReadOnlySpan<float> point) =>
        metric.Distance(Similarity.Dot(query, point),
            metric.Terms(Similarity.Dot(query, query)), metric.Terms(Similarity.Dot(point, point)));
}
