using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class GarmanKlassVolatilityTests : IndicatorContract
{
    protected override IIndicator Typical => new GarmanKlassVolatility();

    protected override double[] WhenFlat => [0];

    [Fact]
    public void Takes_the_move_within_the_bar_from_its_range() => Check(new GarmanKlassVolatility(1), """
        open                    | 1 1
        high                    | 4 2
        low                     | 1 1
        close                   | 2 1
        volatility_garman_klass | 0.880516744745234992 0.490129071734273596
        """);

    [Fact]
    public void A_close_outside_its_range_cannot_make_it_negative() => Check(new GarmanKlassVolatility(1), """
        open                    | 1
        high                    | 1
        low                     | 1
        close                   | 2
        volatility_garman_klass | 0
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GarmanKlassVolatility(0));
}
