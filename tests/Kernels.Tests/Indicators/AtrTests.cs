using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class AtrTests : IndicatorContract
{
    protected override IIndicator Typical => new Atr();

    protected override double[] WhenFlat => [0];

    [Fact]
    public void Counts_gaps_and_smooths() => Check(new Atr(2), """
        high  | 3 5 6 4
        low   | 1 3 2 3
        close | 2 4 3 3
        atr   | . . 7/2 9/4
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Atr(0));
}
