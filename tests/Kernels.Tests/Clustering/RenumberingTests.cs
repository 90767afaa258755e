using Tauric.Kernels.Clustering;

namespace Tauric.Kernels.Tests.Clustering;

public sealed class RenumberingTests
{
    [Theory]
    [InlineData(new int[] { }, new int[] { }, 0)]
    [InlineData(new[] { 7, -3, 2, 7, 0, -1 }, new[] { 0, -1, 1, 0, 2, -1 }, 3)]
    [InlineData(new[] { -9 }, new[] { -1 }, 0)]
    public void Worked_by_hand(int[] labels, int[] renumbered, int clusters)
    {
        Assert.Equal(clusters, Renumbering.ByFirstRow(labels));
        Assert.Equal(renumbered, labels);
    }
}
