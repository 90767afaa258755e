using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class ObvTests : IndicatorContract
{
    protected override IIndicator Typical => new Obv();

    protected override double[] WhenFlat => [1000];

    [Fact]
    public void Signs_volume_by_the_direction_of_the_close() => Check(new Obv(), """
        close  | 1 2 2 1
        volume | 5 3 4 2
        obv    | 5 8 8 6
        """);
}
