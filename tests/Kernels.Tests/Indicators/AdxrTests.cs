using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class AdxrTests : IndicatorContract
{
    protected override IIndicator Typical => new Adxr();

    protected override double[] WhenFlat => [0];

    [Fact]
    public void Averages_with_an_earlier_value() => Check(new Adxr(2), """
        high  | 10 12 11 13 12
        low   | 8 9 6 7 6
        close | 9 10 8 9 8
        adxr  | . . . . 775/24
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adxr(1));
}
