using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class ZScoreTests : IndicatorContract
{
    protected override IIndicator Typical => new ZScore();

    protected override double[] WhenFlat => [0];

    [Fact]
    public void Counts_deviations_from_the_mean() => Check(new ZScore(2), """
        close  | 1 3 3 1
        zscore | . 1 0 -1
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ZScore(1));
}
