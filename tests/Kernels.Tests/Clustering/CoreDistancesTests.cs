using Tauric.Kernels.Clustering;
using Tauric.Kernels.Tests.Vectors;
using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Tests.Clustering;

public sealed class CoreDistancesTests
{
    [Theory]
    [InlineData(1, new float[] { 1, 1, 0, 0, 4 })]
    [InlineData(2, new float[] { 5, 4, 4, 4, 4 })]
    [InlineData(9, new float[] { 9, 8, 5, 5, 9 })]
    public void Worked_by_hand(int k, float[] expected)
    {
        var line = RandomRows.Of(1, 0, 1, 5, 5, 9);
        Assert.Equal(expected, Of(line, k));
    }

    [Fact]
    public void A_point_alone_has_none() => Assert.Equal([0f], Of(RandomRows.Of(2, 3, 4), 3));

    private static float[] Of(RandomRows points, int k)
    {
        using var ops = new ScalarOps();
        float[] core = new float[points.Count], distances = new float[points.Count * k];
        CoreDistances.Of(ops, points.Rows, k, Metric.Euclidean, new int[points.Count * k], distances, core);
        return core;
    }
}
