using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class LogReturnTests : IndicatorContract
{
    protected override IIndicator Typical => new LogReturn();

    protected override double[] WhenFlat => [0];

    [Fact]
    public void Is_the_logarithm_of_the_ratio() => Check(new LogReturn(), """
        close      | 1 2 1 1
        log_return | . 0.693147180559945309 -0.693147180559945309 0
        """);

    [Fact]
    public void What_is_not_positive_has_none() => Check(new LogReturn(), """
        close      | 1 0 1 -1 -2
        log_return | . 0 0 0 0
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogReturn(0));
}
