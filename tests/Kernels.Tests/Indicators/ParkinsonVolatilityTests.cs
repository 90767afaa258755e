using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class ParkinsonVolatilityTests : IndicatorContract
{
    protected override IIndicator Typical => new ParkinsonVolatility();

    protected override double[] WhenFlat => [0];

    [Fact]
    public void Is_the_root_of_the_mean_squared_range() => Check(new ParkinsonVolatility(2), """
        high                 | 2 2 4
        low                  | 1 1 1
        volatility_parkinson | . 0.416277305578848878 0.658192211933539835
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParkinsonVolatility(0));
}
