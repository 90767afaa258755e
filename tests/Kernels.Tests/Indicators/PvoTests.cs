using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class PvoTests : IndicatorContract
{
    protected override IIndicator Typical => new Pvo();

    protected override double[] WhenFlat => [0, 0, 0];

    [Fact]
    public void Is_the_distance_of_the_means_in_percent_of_the_slow_one() => Check(new Pvo(1, 2, 2), """
        volume        | 1 3 6 6
        pvo           | . . 200/7 8
        pvo_signal    | . . 275/7 129/7
        pvo_histogram | . . -75/7 -73/7
        """);

    [Fact]
    public void Is_0_without_volume() => Check(new Pvo(1, 2, 1), """
        volume | 0 0 0
        pvo    | . 0 0
        """);

    [Fact]
    public void An_order_that_makes_no_sense_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Pvo(26, 12));
}
