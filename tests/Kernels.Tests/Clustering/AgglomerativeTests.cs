using Tauric.Kernels.Clustering;
using Tauric.Kernels.Tests.Vectors;
using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Tests.Clustering;

public sealed class AgglomerativeTests
{
    public static TheoryData<string, double[]> Reference => new()
    {
        { "Single", [1.11803, 1.20830, 1.27279, 1.31529, 1.44222, 2.06155, 2.56320, 3.74433, 3.94081, 4.56070] },
        { "Complete", [1.11803, 1.20830, 1.27279, 1.52643, 1.71172, 2.06155, 3.76962, 6.29682, 7.34098, 13.51629] },
        { "Average", [1.11803, 1.20830, 1.27279, 1.42086, 1.57697, 2.06155, 3.14803, 5.27783, 5.97312, 8.20500] },
    };

    /// <summary>Heights by scipy 1.10 (cluster.hierarchy.linkage), and its four clusters.</summary>
    [Theory, MemberData(nameof(Reference))]
    public void Heights_and_clusters_are_those_of_the_reference(string linkage, double[] heights)
    {
        var points = RandomRows.Of(2, 0, 0, 1, 0.5f, 0.2f, 1.7f, 5, 5, 5.5f, 6.1f, 6.3f, 4.8f, 10, 0.3f, 9.1f, 1.2f,
            -3, 4, -2.2f, 5.9f, 4.1f, 2.6f);
        Dendrogram tree = Fit(points, Named(linkage));
        Assert.Equal(heights, tree.Merges.ToArray().Select(merge => (double)merge.Distance),
            (a, b) => Math.Abs(a - b) < 2e-5);
        Assert.Equal([0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 1], tree.Cut(4));
    }

    [Theory]
    [InlineData("Single")]
    [InlineData("Complete")]
    [InlineData("Average")]
    public void Every_merge_is_of_two_clusters_at_their_distance(string name)
    {
        var points = new RandomRows(6, 60, 4);
        Dendrogram tree = Fit(points, Named(name));
        using var ops = new ScalarOps();
        float[] matrix = new float[60 * 60];
        ops.Distances(points.Rows, points.Rows, Metric.Euclidean, matrix);
        float last = 0;
        foreach (Merge merge in tree.Merges)
        {
            float[] pairs = [.. from a in tree.RowsOf(merge.Left).ToArray()
                                from b in tree.RowsOf(merge.Right).ToArray()
                                select matrix[(a * 60) + b]];
            float expected = name == "Single" ? pairs.Min() : name == "Complete" ? pairs.Max() : pairs.Average();
            Assert.Equal(expected, merge.Distance, 1e-4f);
            Assert.True(merge.Distance >= last);
            last = merge.Distance;
        }
    }

    [Fact]
    public void Single_linkage_is_the_minimum_spanning_tree()
    {
        var points = new RandomRows(7, 80, 3);
        using IPairwiseOps ops = SimdOps.Create(workers: 2);
        Neighbourhood near = Neighbourhood.Of(ops, points.Rows, 1, Metric.Euclidean);
        near = near with { Core = new float[80] };
        var tree = Dendrogram.Of(MinimumSpanningTree.Of(ops, points.Rows, near, Metric.Euclidean), 80);
        Dendrogram chain = Fit(points, Linkage.Single);
        foreach (float distance in tree.Merges.ToArray().Select(merge => merge.Distance))
            Assert.Equal(tree.Cut(distance), chain.Cut(distance));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Few_and_equal_rows_merge_at_0(int count) => Assert.All(
        Fit(RandomRows.Of(1, new float[count]), Linkage.Average).Merges.ToArray(),
        merge => Assert.Equal(0, merge.Distance));

    private static Linkage Named(string name) =>
        name == "Single" ? Linkage.Single : name == "Complete" ? Linkage.Complete : Linkage.Average;

    private static Dendrogram Fit(RandomRows points, Linkage linkage)
    {
        using IPairwiseOps ops = SimdOps.Create(workers: 1);
        return Agglomerative.Fit(ops, points.Rows, Metric.Euclidean, linkage);
    }
}
