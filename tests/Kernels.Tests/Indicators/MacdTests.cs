using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class MacdTests : IndicatorContract
{
    protected override IIndicator Typical => new Macd();

    protected override double[] WhenFlat => [0, 0, 0];

    [Fact]
    public void Is_fast_minus_slow_with_a_signal() => Check(new Macd(1, 2, 2), """
        close          | 1 3 6 6
        macd           | . . 4/3 4/9
        macd_signal    | . . 7/6 37/54
        macd_histogram | . . 1/6 -13/54
        """);

    [Fact]
    public void Seeds_the_fast_mean_on_the_bars_that_end_with_the_slow_seed() => Check(new Macd(2, 3, 1), """
        close | 10 1 3
        macd  | . . -8/3
        """);

    [Fact]
    public void An_order_that_makes_no_sense_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Macd(26, 12));
}
