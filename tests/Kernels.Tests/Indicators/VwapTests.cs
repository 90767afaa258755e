using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class VwapTests : IndicatorContract
{
    protected override IIndicator Typical => new Vwap();

    protected override double[] WhenFlat => [100.1];

    [Fact]
    public void Weighs_typical_prices_by_volume() => Check(new Vwap(2), """
        high   | 6 9 3
        low    | 0 3 3
        close  | 3 6 3
        volume | 1 3 1
        vwap   | . 21/4 21/4
        """);

    [Fact]
    public void Without_volume_every_bar_counts_the_same() => Check(new Vwap(2), """
        close  | 2 4
        volume | 0 0
        vwap   | . 3
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Vwap(0));
}
