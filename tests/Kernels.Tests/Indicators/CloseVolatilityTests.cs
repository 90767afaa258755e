using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class CloseVolatilityTests : IndicatorContract
{
    protected override IIndicator Typical => new CloseVolatility();

    protected override double[] WhenFlat => [0];

    [Fact]
    public void Is_the_sample_deviation_of_log_returns() => Check(new CloseVolatility(2), """
        close            | 1 2 1 0.5
        volatility_close | . . 0.980258143468547192 0
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CloseVolatility(1));
}
