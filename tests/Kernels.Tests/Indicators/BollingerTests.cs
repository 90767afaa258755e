using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class BollingerTests : IndicatorContract
{
    protected override IIndicator Typical => new Bollinger();

    protected override double[] WhenFlat => [100.1, 100.1, 100.1];

    [Fact]
    public void Divides_by_n_not_by_n_minus_1() => Check(new Bollinger(2, 2), """
        close            | 1 3
        bollinger_upper  | . 4
        bollinger_middle | . 2
        bollinger_lower  | . 0
        """);

    [Fact]
    public void A_period_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bollinger(1));
}
