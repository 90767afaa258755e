using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class RatioTests
{
    [Fact]
    public void A_zero_denominator_gives_zero_and_a_small_one_does_not()
    {
        Assert.Equal(0, Ratio.Of(5, 0));
        Assert.Equal(2, Ratio.Of(2e-12, 1e-12));
        Assert.Equal(double.NaN, Ratio.Of(double.NaN, 1));
    }

    [Fact]
    public void A_spread_that_is_only_rounding_gives_zero()
    {
        Assert.Equal(0, Ratio.OfSpread(1e-14, spread: 1e-14, level: 100));
        Assert.Equal(1, Ratio.OfSpread(1e-8, spread: 1e-8, level: -100));
        Assert.Equal(0, Ratio.OfSpread(1, spread: 0, level: 0));
    }
}
