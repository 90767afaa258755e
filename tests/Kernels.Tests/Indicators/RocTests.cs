using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class RocTests : IndicatorContract
{
    protected override IIndicator Typical => new Roc();

    protected override double[] WhenFlat => [0];

    [Fact]
    public void Is_the_change_in_percent() => Check(new Roc(2), """
        close | 100 50 110 40
        roc   | . . 10 -20
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Roc(0));
}
