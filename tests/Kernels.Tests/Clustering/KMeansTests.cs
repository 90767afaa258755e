using Tauric.Kernels.Clustering;
using Tauric.Kernels.Tests.Vectors;
using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Tests.Clustering;

public sealed class KMeansTests
{
    [Fact]
    public void Groups_far_apart_are_found_from_every_seed()
    {
        var points = RandomRows.Of(1, 0, 100, 1, 101, 2, 200, 99, 201);
        for (int seed = 0; seed < 20; seed++)
        {
            (int[] labels, KMeansFit fit) = Fit(new KMeans(3, seed), points);
            Assert.Equal([0, 1, 0, 1, 0, 2, 1, 2], labels);
            Assert.Equal([1f, 100, 200.5f], fit.Centroids);
            Assert.Equal(2 + 2 + 0.5, fit.Inertia, 1e-2);
        }
    }

    [Fact]
    public void Every_row_is_with_its_nearest_centroid_and_every_centroid_is_a_mean()
    {
        var points = new RandomRows(2, 300, 5);
        (int[] labels, KMeansFit fit) = Fit(new KMeans(7), points);
        for (int row = 0; row < points.Count; row++)
        {
            float[] row0 = points.Rows[row].ToArray();
            double[] distances = [.. fit.Centroids.Chunk(5).Select(
                centroid => centroid.Zip(row0, (c, x) => (double)(c - x) * (c - x)).Sum())];
            Assert.Equal(distances.Min(), distances[labels[row]], 1e-4);
        }

        for (int cluster = 0; cluster < 7; cluster++)
        {
            int[] members = [.. Enumerable.Range(0, 300).Where(row => labels[row] == cluster)];
            Assert.NotEmpty(members);
            for (int k = 0; k < 5; k++)
                Assert.Equal(members.Average(row => points.Rows[row][k]), fit.Centroids[(cluster * 5) + k], 1e-4f);
        }
    }

    [Fact]
    public void Workers_do_not_show_and_seeds_do()
    {
        var points = new RandomRows(5, 500, 8);
        (int[] one, KMeansFit fit) = Fit(new KMeans(12), points);
        (int[] two, KMeansFit again) = Fit(new KMeans(12), points, workers: 2);
        Assert.Equal(one, two);
        Assert.Equal(fit.Centroids, again.Centroids);
        Assert.NotEqual(one, Fit(new KMeans(12, seed: 1), points).Labels);
    }

    [Fact]
    public void More_clusters_than_different_rows_leave_some_without_members()
    {
        (int[] labels, KMeansFit fit) = Fit(new KMeans(4), RandomRows.Of(1, 5, 5, 8, 5));
        Assert.Equal([0, 0, 1, 0], labels);
        Assert.Equal([5f, 8], fit.Centroids[..2]);
        Assert.Equal(0, fit.Inertia);
    }

    [Fact]
    public void What_cannot_be_fitted_is_refused()
    {
        using IPairwiseOps ops = SimdOps.Create(workers: 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => new KMeans(0));
        Assert.Throws<ArgumentException>(() => new KMeans(2).Fit(ops, new Rows([], 0, 2), []));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new KMeans(2).Fit(ops, new Rows([1f, 2], 2, 1), new int[3]));
    }

    private static (int[] Labels, KMeansFit Fit) Fit(KMeans kMeans, RandomRows points, int workers = 1)
    {
        using IPairwiseOps ops = SimdOps.Create(workers);
        int[] labels = new int[points.Count];
        return (labels, kMeans.Fit(ops, points.Rows, labels));
    }
}
