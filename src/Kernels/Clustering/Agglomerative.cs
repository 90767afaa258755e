using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Clustering;

/// <summary>
/// The two nearest clusters become one until one is left, by chains of nearest neighbours (Murtagh 1983): n² steps.
/// </summary>
/// <remarks>
/// In f64 over the whole matrix: 8·n² bytes, for a few thousand rows. Ties go to the lower row; a neighbour that is
/// already in the chain comes before others as near.
/// </remarks>
public static class Agglomerative
{
    public static Dendrogram Fit(IPairwiseOps ops, in Rows points, Metric metric, Linkage linkage)
    {
        int count = points.Count;
        float[] given = new float[checked(count * count)];
        ops.Distances(points, points, metric, given);
        return Dendrogram.Of(new Chain([.. given.Select(distance => (double)distance)], count, linkage).Run(), count);
    }

    /// <summary>A cluster lives at its lowest row.</summary>
    private sealed class Chain(double[] distances, int count, Linkage linkage)
    {
        private readonly int[] _sizes = [.. Enumerable.Repeat(1, count)];
        private readonly double[] _heights = new double[count];
        private readonly List<int> _chain = [];

        public List<Edge> Run()
        {
            var edges = new List<Edge>(count);
            while (edges.Count < count - 1)
            {
                if (_chain.Count == 0) _chain.Add(Array.FindIndex(_sizes, size => size > 0));
                int last = _chain[^1], before = _chain.Count > 1 ? _chain[^2] : -1;
                int nearest = Nearest(last, before);
                if (nearest != before)
                {
                    _chain.Add(nearest);
                    continue;
                }

                _chain.RemoveRange(_chain.Count - 2, 2);
                edges.Add(Join(Math.Min(last, before), Math.Max(last, before)));
            }

            return edges;
        }

        private int Nearest(int cluster, int preferred)
        {
            int nearest = preferred;
            ReadOnlySpan<double> row = distances.AsSpan(cluster * count, count);
            for (int other = 0; other < count; other++)
            {
                if (other != cluster && _sizes[other] > 0 && (nearest < 0 || row[other] < row[nearest]))
                    nearest = other;
            }

            return nearest;
        }

        private Edge Join(int a, int b)
        {
            // Rounding must not let a cluster be nearer than what it is made of.
            double height = Math.Max(distances[(a * count) + b], Math.Max(_heights[a], _heights[b]));
            for (int other = 0; other < count; other++)
            {
                if (_sizes[other] == 0 || other == a || other == b) continue;
                distances[(a * count) + other] = distances[(other * count) + a] = linkage.Distance(
                    distances[(a * count) + other], _sizes[a], distances[(b * count) + other], _sizes[b]);
            }

            (_heights[a], _sizes[a], _sizes[b]) = (height, _sizes[a] + _sizes[b], 0);
            return new Edge(a, b, (float)height);
        }
    }
}
