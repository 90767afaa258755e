using Tauric.Kernels.Microstructure;

namespace Tauric.Kernels.Tests.Microstructure;

public sealed class QuotedSpreadTests : MicrostructureContract
{
    protected override IMicrostructure Typical => new QuotedSpread();

    protected override double[] WhenQuiet => [0.2, 0.2 / 100.2 * 1e4];

    protected override (int Price, int Size)[] Degrees => [(1, 0), (0, 0)];

    protected override int?[] Mirrors => [1, null];

    protected override double[] Textbook(TickSeries ticks, int row)
    {
        double spread = ticks.Ask[row] - ticks.Bid[row];
        return [spread, spread / ((ticks.Ask[row] + ticks.Bid[row]) / 2) * 10_000];
    }
}
