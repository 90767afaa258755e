using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class AnchoredVwapTests : IndicatorContract
{
    protected override IIndicator Typical => new AnchoredVwap();

    protected override double[] WhenFlat => [100.1];

    [Fact]
    public void Averages_since_the_first_bar() => Check(new AnchoredVwap(), """
        high          | 5 6 9 3
        low           | 5 0 3 3
        close         | 5 3 6 3
        volume        | 0 1 3 1
        vwap_anchored | 5 3 21/4 24/5
        """);
}
