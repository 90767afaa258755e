using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class DirectionalIndicatorTests : IndicatorContract
{
    protected override IIndicator Typical => new DirectionalIndicator();

    protected override double[] WhenFlat => [0, 0];

    [Fact]
    public void Divides_smoothed_movement_by_smoothed_range() => Check(new DirectionalIndicator(2), """
        high     | 10 12 11 13
        low      | 8 9 6 7
        close    | 9 10 8 9
        plus_di  | . . 200/13 1000/37
        minus_di | . . 600/13 600/37
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DirectionalIndicator(1));
}
