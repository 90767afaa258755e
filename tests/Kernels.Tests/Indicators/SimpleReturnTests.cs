using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class SimpleReturnTests : IndicatorContract
{
    protected override IIndicator Typical => new SimpleReturn();

    protected override double[] WhenFlat => [0];

    [Fact]
    public void Is_a_fraction_of_the_older_close() => Check(new SimpleReturn(2), """
        close  | 4 2 5 1 0 3
        return | . . 1/4 -1/2 -1 2
        """);

    [Fact]
    public void From_nothing_there_is_none() => Check(new SimpleReturn(), """
        close  | 0 2
        return | . 0
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimpleReturn(0));
}
