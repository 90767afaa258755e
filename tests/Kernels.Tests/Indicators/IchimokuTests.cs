using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class IchimokuTests : IndicatorContract
{
    protected override IIndicator Typical => new Ichimoku();

    protected override double[] WhenFlat => [100.1, 100.1, 100.1, 100.1, 0];

    [Fact]
    public void Each_line_is_the_middle_of_its_own_range() => Check(new Ichimoku(1, 2, 3), """
        high                | 3 5 4
        low                 | 1 2 0
        close               | 2 3 2
        ichimoku_conversion | . . 2
        ichimoku_base       | . . 5/2
        ichimoku_span_a     | . . 9/4
        ichimoku_span_b     | . . 5/2
        ichimoku_cloud      | . . -1/4
        """);

    [Fact]
    public void An_order_that_makes_no_sense_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ichimoku(26, 9));
}
