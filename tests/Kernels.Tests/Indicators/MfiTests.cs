using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class MfiTests : IndicatorContract
{
    protected override IIndicator Typical => new Mfi();

    protected override double[] WhenFlat => [0];

    [Fact]
    public void Weighs_rising_flow_against_falling() => Check(new Mfi(2), """
        close  | 1 2 1 3
        volume | 9 1 1 1
        mfi    | . . 200/3 75
        """);

    [Fact]
    public void Without_volume_there_is_no_flow() => Check(new Mfi(1), """
        close  | 1 2
        volume | 0 0
        mfi    | . 0
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Mfi(0));
}
