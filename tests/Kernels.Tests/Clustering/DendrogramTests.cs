using Tauric.Kernels.Clustering;

namespace Tauric.Kernels.Tests.Clustering;

public sealed class DendrogramTests
{
    private static readonly Dendrogram s_tree =
        Dendrogram.Of([new(1, 3, 2), new(0, 2, 1), new(0, 1, 5), new(3, 4, 2)], 5);

    [Fact]
    public void Worked_by_hand()
    {
        Assert.Equal([new(0, 2, 1, 2), new(1, 3, 2, 2), new(6, 4, 2, 3), new(5, 7, 5, 5)], s_tree.Merges.ToArray());
        Assert.Equal([0, 2, 1, 3, 4], s_tree.RowsOf(s_tree.Root).ToArray());
        Assert.Equal([1, 3, 4], s_tree.RowsOf(7).ToArray());
        Assert.Equal([4], s_tree.RowsOf(4).ToArray());
    }

    [Theory]
    [InlineData(0.5f, new[] { 0, 1, 2, 3, 4 })]
    [InlineData(1f, new[] { 0, 1, 0, 2, 3 })]
    [InlineData(2f, new[] { 0, 1, 0, 1, 1 })]
    [InlineData(9f, new[] { 0, 0, 0, 0, 0 })]
    public void Cut_at_a_distance(float distance, int[] labels) => Assert.Equal(labels, s_tree.Cut(distance));

    [Theory]
    [InlineData(5, new[] { 0, 1, 2, 3, 4 })]
    [InlineData(3, new[] { 0, 1, 0, 1, 2 })]
    [InlineData(2, new[] { 0, 1, 0, 1, 1 })]
    [InlineData(1, new[] { 0, 0, 0, 0, 0 })]
    public void Cut_into_clusters(int clusters, int[] labels) => Assert.Equal(labels, s_tree.Cut(clusters));

    [Fact]
    public void Few_rows_have_few_nodes()
    {
        Assert.Equal(-1, Dendrogram.Of([], 0).Root);
        Assert.Equal([0], Dendrogram.Of([], 1).Cut(1));
        Assert.Empty(Dendrogram.Of([], 0).Cut(1f));
    }

    [Fact]
    public void Edges_that_are_no_tree_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Dendrogram.Of([new(0, 1, 1)], 3));
        Assert.Throws<ArgumentException>(() => Dendrogram.Of([new(0, 1, 1), new(0, 1, 2)], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => s_tree.Cut(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => s_tree.Cut(6));
    }
}
