using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class RsiTests : IndicatorContract
{
    protected override IIndicator Typical => new Rsi(14);

    protected override double[] WhenFlat => [0];

    [Fact]
    public void Weighs_rises_against_falls() => Check(new Rsi(2), """
        close | 10 11 10 12 12
        rsi   | . . 50 250/3 250/3
        """);

    [Fact]
    public void Is_100_when_nothing_falls() => Check(new Rsi(2), """
        close | 1 2 3
        rsi   | . . 100
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rsi(0));
}
