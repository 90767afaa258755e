using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class DrawdownTests : IndicatorContract
{
    protected override IIndicator Typical => new Drawdown();

    protected override double[] WhenFlat => [0];

    [Fact]
    public void Falls_from_the_highest_close_so_far() => Check(new Drawdown(), """
        close    | 4 3 5 4 1
        drawdown | 0 -1/4 0 -1/5 -4/5
        """);
}
