using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class TrueRangeTests : IndicatorContract
{
    protected override IIndicator Typical => new TrueRange();

    protected override double[] WhenFlat => [0];

    [Fact]
    public void Reaches_to_the_close_before() => Check(new TrueRange(), """
        high       | 5 6 9 4
        low        | 3 4 8 3
        close      | 4 5 8 3
        true_range | . 2 4 5
        """);
}
