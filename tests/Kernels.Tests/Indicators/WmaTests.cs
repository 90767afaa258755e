using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class WmaTests : IndicatorContract
{
    protected override IIndicator Typical => new Wma();

    protected override double[] WhenFlat => [100.1];

    [Fact]
    public void Weighs_the_newest_most() => Check(new Wma(3), """
        close | 6 12 18 6
        wma   | . . 14 11
        """);

    [Fact]
    public void One_row_is_the_column_itself() => Check(new Wma(1, BarColumn.Volume), """
        volume | 5 3
        wma    | 5 3
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Wma(0));
}
