using Tauric.Kernels.Microstructure;

namespace Tauric.Kernels.Tests.Microstructure;

public sealed class MidTests : MicrostructureContract
{
    protected override IMicrostructure Typical => new Mid();

    protected override double[] WhenQuiet => [100.2];

    protected override (int Price, int Size)[] Degrees => [(1, 0)];

    protected override int?[] Mirrors => [null];

    protected override double[] Textbook(TickSeries ticks, int row) => [(ticks.Bid[row] + ticks.Ask[row]) / 2];
}
