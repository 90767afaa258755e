using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class VolumeRatioTests : IndicatorContract
{
    protected override IIndicator Typical => new VolumeRatio();

    protected override double[] WhenFlat => [1];

    [Fact]
    public void Compares_the_bar_with_its_window() => Check(new VolumeRatio(2), """
        volume       | 1 3 3 0 0
        volume_ratio | . 3/2 1 0 0
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new VolumeRatio(0));
}
