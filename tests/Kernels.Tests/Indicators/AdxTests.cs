using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class AdxTests : IndicatorContract
{
    protected override IIndicator Typical => new Adx();

    protected override double[] WhenFlat => [0];

    [Fact]
    public void Smooths_the_directional_index() => Check(new Adx(2), """
        high  | 10 12 11 13 12
        low   | 8 9 6 7 6
        close | 9 10 8 9 8
        adx   | . . . 75/2 325/12
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adx(1));
}
