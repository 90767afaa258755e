using Tauric.Kernels.Clustering;
using Tauric.Kernels.Tests.Vectors;
using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Tests.Clustering;

public sealed class MutualReachabilityTests
{
    [Fact]
    public void Worked_by_hand()
    {
        float[] matrix = new float[9];
        using var ops = new ScalarOps();
        MutualReachability.Matrix(ops, RandomRows.Of(1, 0, 1, 5).Rows, [1, 2, 4], Metric.Euclidean, matrix);
        Assert.Equal([1f, 2, 5, /**/ 2, 2, 4, /**/ 5, 4, 4], matrix);
    }

    [Fact]
    public void The_nearest_outside_is_the_least_of_its_row_of_the_matrix()
    {
        var points = new RandomRows(5, 70, 6);
        using IPairwiseOps ops = SimdOps.Create(workers: 1);
        float[] core = new float[70], matrix = new float[70 * 70], distances = new float[70];
        CoreDistances.Of(ops, points.Rows, 4, Metric.Cosine, new int[70 * 4], new float[70 * 4], core);
        MutualReachability.Matrix(ops, points.Rows, core, Metric.Cosine, matrix);
        int[] components = [.. Enumerable.Range(0, 70).Select(row => row % 3)], nearest = new int[70];
        ops.NearestOutside(points.Rows, core, components, Metric.Cosine, nearest, distances);
        for (int a = 0; a < 70; a++)
        {
            int best = Enumerable.Range(0, 70).Where(b => b % 3 != a % 3).MinBy(b => matrix[(a * 70) + b]);
            Assert.Equal(best, nearest[a]);
            Assert.Equal(matrix[(a * 70) + best], distances[a]);
        }
    }
}
