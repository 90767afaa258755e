using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class DemaTests : IndicatorContract
{
    protected override IIndicator Typical => new Dema();

    protected override double[] WhenFlat => [100.1];

    [Fact]
    public void Takes_back_the_lag_of_one_smoothing() => Check(new Dema(2), """
        close | 1 3 5 2
        dema  | . . 5 23/9
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dema(0));
}
