using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class QuantileTests
{
    /// <summary>By hand from pandas' definition: position (n−1)·q, linear between neighbours.</summary>
    [Theory]
    [InlineData(0.00, 10)]
    [InlineData(0.03, 12.7)]
    [InlineData(0.15, 23.5)]
    [InlineData(0.53, 63.6)]
    [InlineData(0.85, 102)]
    [InlineData(1.00, 120)]
    public void Interpolates_linearly_between_order_statistics(double q, double expected) =>
        Assert.Equal(expected, Quantile.Linear([10, 40, 80, 120], q), 1e-12);

    [Fact]
    public void One_value_is_every_quantile_and_none_is_NaN()
    {
        Assert.Equal(7, Quantile.Linear([7], 0.53));
        Assert.Equal(double.NaN, Quantile.Linear([], 0.53));
    }

    [Fact]
    public void Rank_counts_ties_in()
    {
        Assert.Equal(0.75, Quantile.Rank([1, 2, 2, 3], 2));
        Assert.Equal(0, Quantile.Rank([1, 2, 2, 3], 0.5));
        Assert.Equal(1, Quantile.Rank([1, 2, 2, 3], 3));
    }

    [Fact]
    public void A_share_outside_0_to_1_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.Linear([1], 1.5));
}
