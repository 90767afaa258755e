using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class RollingDrawdownTests : IndicatorContract
{
    protected override IIndicator Typical => new RollingDrawdown(63);

    protected override double[] WhenFlat => [0];

    [Fact]
    public void Forgets_a_high_that_has_left_the_window() => Check(new RollingDrawdown(2), """
        close            | 4 3 2 4
        drawdown_rolling | . -1/4 -1/3 0
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RollingDrawdown(0));
}
