using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class BarsTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_value_that_is_not_finite_is_refused_with_its_place(double bad)
    {
        BarSeries series = BarSeries.RandomWalk(seed: 1, rows: 9);
        series.Low[7] = bad;
        var error = Assert.Throws<ArgumentException>(() => series.Bars.Length);
        Assert.Contains("low[7]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_of_different_lengths_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new Bars([1, 2], [1, 2], [1, 2], [1, 2], [1]).Length);
        Assert.Contains("volume has 1 rows", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_bars_are_bars() => Assert.Equal(0, new Bars([], [], [], [], []).Length);
}
