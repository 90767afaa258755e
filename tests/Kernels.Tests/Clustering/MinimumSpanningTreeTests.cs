using Tauric.Engine;
using Tauric.Kernels.Clustering;
using Tauric.Kernels.Tests.Vectors;
using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Tests.Clustering;

public sealed class MinimumSpanningTreeTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 3)]
    [InlineData(2, 1)]
    [InlineData(26, 2)]
    [InlineData(150, 1)]
    [InlineData(150, 9)]
    [InlineData(150, 40)]
    public void Is_the_tree_that_Prim_finds_in_the_whole_matrix(int count, int samples) =>
        EqualsPrim(new RandomRows(count, count, 3), samples);

    /// <summary>Lists of neighbours end within the groups: passes over all pairs are needed.</summary>
    [Fact]
    public void Groups_that_know_only_themselves_are_connected()
    {
        var random = CounterRandom.For(1, "groups");
        float[] values = new float[2 * 240];
        for (int i = 0; i < values.Length; i++) values[i] = (100 * (i % 8 / 2)) + random.NextInt(12);
        EqualsPrim(RandomRows.Of(2, values), 5);
    }

    private static void EqualsPrim(RandomRows points, int samples)
    {
        using IPairwiseOps ops = SimdOps.Create(workers: 1);
        var near = Neighbourhood.Of(ops, points.Rows, samples, Metric.Euclidean);
        float[] matrix = new float[points.Count * points.Count];
        MutualReachability.Matrix(ops, points.Rows, near.Core, Metric.Euclidean, matrix);
        Assert.Equal(Prim(matrix, points.Count), MinimumSpanningTree.Of(ops, points.Rows, near, Metric.Euclidean));
    }

    private static Edge[] Prim(float[] matrix, int count)
    {
        var inside = new HashSet<int> { 0 };
        var edges = new List<Edge>();
        while (inside.Count < count)
        {
            Edge least = (from a in inside
                          from b in Enumerable.Range(0, count)
                          where !inside.Contains(b)
                          select Edge.Between(a, b, matrix[(a * count) + b])).Min();
            edges.Add(least);
            inside.UnionWith([least.Low, least.High]);
        }

        edges.Sort();
        return [.. edges];
    }
}
