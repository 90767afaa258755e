using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class EmaTests : IndicatorContract
{
    protected override IIndicator Typical => new Ema(12);

    protected override double[] WhenFlat => [100.1];

    [Fact]
    public void Starts_at_the_mean_then_follows() => Check(new Ema(3), """
        close | 1 2 3 5
        ema   | . . 2 7/2
        """);

    [Fact]
    public void Can_start_at_the_first_value() => Check(new Ema(3, Seed: EmaSeed.First), """
        close | 1 2 3 5
        ema   | 1 3/2 9/4 29/8
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ema(0));
}
