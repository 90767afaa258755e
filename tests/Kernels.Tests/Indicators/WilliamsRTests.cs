using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class WilliamsRTests : IndicatorContract
{
    protected override IIndicator Typical => new WilliamsR();

    protected override double[] WhenFlat => [0];

    [Fact]
    public void Measures_down_from_the_high() => Check(new WilliamsR(2), """
        high       | 3 4 5 6
        low        | 1 2 2 2
        close      | 2 4 3 5
        williams_r | . 0 -200/3 -25
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new WilliamsR(1));
}
