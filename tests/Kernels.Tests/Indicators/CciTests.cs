using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class CciTests : IndicatorContract
{
    protected override IIndicator Typical => new Cci();

    protected override double[] WhenFlat => [0];

    [Fact]
    public void Scales_by_the_mean_deviation() => Check(new Cci(2), """
        close | 1 3 3
        cci   | . 200/3 0
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Cci(1));
}
