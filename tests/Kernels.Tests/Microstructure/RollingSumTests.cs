using Tauric.Kernels.Microstructure;
using Tauric.Kernels.Statistics;
using Tauric.Kernels.Tests.Indicators;

namespace Tauric.Kernels.Tests.Microstructure;

public sealed class RollingSumTests
{
    [Fact]
    public void Has_the_bits_of_the_tree_of_every_window()
    {
        double[] values = BarSeries.RandomWalk(seed: 9, rows: 300).Close;
        for (int width = 1; width <= 130; width++)
        {
            var sums = new double[values.Length - width + 1];
            RollingSum.Of(values, width, sums);
            for (int at = 0; at < sums.Length; at++)
                Assert.Equal(WindowTree.Sum(values.AsSpan(at, width)), sums[at]);
        }
    }

    [Fact]
    public void A_column_may_be_one_window()
    {
        var sums = new double[1];
        RollingSum.Of([1, 2, 4], 3, sums);
        Assert.Equal([7], sums);
    }
}
