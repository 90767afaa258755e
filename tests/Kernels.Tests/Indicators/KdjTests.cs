using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class KdjTests : IndicatorContract
{
    protected override IIndicator Typical => new Kdj();

    protected override double[] WhenFlat => [0, 0, 0];

    [Fact]
    public void Starts_from_50() => Check(new Kdj(2, 2, 2), """
        high  | 2 4
        low   | 0 0
        close | 1 4
        kdj_k | . 75
        kdj_d | . 125/2
        kdj_j | . 100
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Kdj(9, 0));
}
