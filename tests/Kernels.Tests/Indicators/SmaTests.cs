using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class SmaTests : IndicatorContract
{
    protected override IIndicator Typical => new Sma(20);

    protected override double[] WhenFlat => [100.1];

    [Fact]
    public void Is_the_mean_of_the_window() => Check(new Sma(3), """
        close | 1 2 3 4 6
        sma   | . . 2 3 13/3
        """);

    [Fact]
    public void Reads_the_column_it_is_told_to() => Check(new Sma(2, BarColumn.Volume), """
        volume | 10 20 40
        sma    | . 15 30
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sma(0));
}
