using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class ObvFlowTests : IndicatorContract
{
    protected override IIndicator Typical => new ObvFlow();

    protected override double[] WhenFlat => [0];

    [Fact]
    public void Is_the_gain_of_the_balance_over_all_volume() => Check(new ObvFlow(2), """
        close    | 5 6 7 7 6 5
        volume   | 9 1 3 2 4 0
        obv_flow | . . 1 3/5 -2/3 -1
        """);

    [Fact]
    public void Without_volume_there_is_no_flow() => Check(new ObvFlow(1), """
        close    | 5 6 7
        volume   | 9 0 3
        obv_flow | . 0 1
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ObvFlow(0));
}
