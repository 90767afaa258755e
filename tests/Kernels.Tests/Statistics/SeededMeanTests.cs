using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class SeededMeanTests
{
    [Fact]
    public void Starts_at_the_plain_mean_then_weighs_the_newest_by_two_over_n_plus_one()
    {
        SeededMean mean = default;
        Assert.Equal([double.NaN, double.NaN, 3, 6], new double[] { 1, 3, 5, 9 }.Select(x => mean.Ema(x, 3)));
    }

    [Fact]
    public void Wilder_weighs_the_newest_by_one_over_n()
    {
        SeededMean mean = default;
        Assert.Equal([double.NaN, 2, 5], new double[] { 1, 3, 8 }.Select(x => mean.Wilder(x, 2)));
    }

    [Fact]
    public void A_period_of_one_follows_the_value()
    {
        SeededMean mean = default;
        Assert.Equal([4, 7], new double[] { 4, 7 }.Select(x => mean.Ema(x, 1)));
    }
}
