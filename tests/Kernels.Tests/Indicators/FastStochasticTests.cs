using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class FastStochasticTests : IndicatorContract
{
    protected override IIndicator Typical => new FastStochastic();

    protected override double[] WhenFlat => [0, 0];

    [Fact]
    public void Places_the_close_in_its_range_and_averages_that() => Check(new FastStochastic(2, 2), """
        high         | 3 4 5 6
        low          | 1 2 2 2
        close        | 2 4 3 5
        stoch_fast_k | . . 100/3 75
        stoch_fast_d | . . 200/3 325/6
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FastStochastic(14, 0));
}
