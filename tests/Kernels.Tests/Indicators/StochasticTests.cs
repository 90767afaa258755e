using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class StochasticTests : IndicatorContract
{
    protected override IIndicator Typical => new Stochastic();

    protected override double[] WhenFlat => [0, 0];

    [Fact]
    public void Averages_the_place_of_the_close_in_its_range() => Check(new Stochastic(2, 2, 2), """
        high    | 3 4 5 6
        low     | 1 2 2 2
        close   | 2 4 3 5
        stoch_k | . . . 325/6
        stoch_d | . . . 725/12
        """);

    [Fact]
    public void Without_averaging_it_is_the_place_itself() => Check(new Stochastic(2, 1, 1), """
        high    | 3 4 5 6
        low     | 1 2 2 2
        close   | 2 4 3 5
        stoch_k | . 100 100/3 75
        stoch_d | . 100 100/3 75
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Stochastic(14, 0));
}
