using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class VwmaTests : IndicatorContract
{
    protected override IIndicator Typical => new Vwma();

    protected override double[] WhenFlat => [100.1];

    [Fact]
    public void Weighs_prices_by_volume() => Check(new Vwma(2), """
        close  | 1 3 5
        volume | 1 3 0
        vwma   | . 5/2 3
        """);

    [Fact]
    public void Without_volume_it_is_the_plain_mean() => Check(new Vwma(2), """
        close  | 1 3
        volume | 0 0
        vwma   | . 2
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Vwma(20_000));
}
