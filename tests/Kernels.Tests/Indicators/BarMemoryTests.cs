using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class BarMemoryTests
{
    [Fact]
    public void Shows_the_bars_it_was_made_of()
    {
        BarSeries walk = BarSeries.RandomWalk(seed: 1, rows: 5);
        Assert.Equal(5, walk.Memory.Length);
        Assert.Equal(walk.Low, walk.Memory.Bars.Low.ToArray());
        Assert.Equal(walk.Volume, walk.Memory.Bars.Volume.ToArray());
    }

    [Fact]
    public void A_value_that_is_not_finite_is_refused_with_its_place()
    {
        BarSeries walk = BarSeries.RandomWalk(seed: 1, rows: 9);
        walk.High[3] = double.NaN;
        var error = Assert.Throws<ArgumentException>(() => walk.Memory);
        Assert.Contains("high[3]", error.Message, StringComparison.Ordinal);
    }
}
