using Tauric.Kernels.Microstructure;

namespace Tauric.Kernels.Tests.Microstructure;

public sealed class EffectiveSpreadTests : MicrostructureContract
{
    protected override IMicrostructure Typical => new EffectiveSpread();

    protected override double[] WhenQuiet => [0, 0];

    protected override (int Price, int Size)[] Degrees => [(1, 0), (0, 0)];

    protected override int?[] Mirrors => [1, null];

    /// <summary>Bought at the ask of 9.98 to 10.02: twice the two cents from the mid, 40 basis points.</summary>
    [Fact]
    public void Is_twice_the_distance_from_the_mid()
    {
        var ticks = new TickSeries([0], [9.98], [10.02], [1], [1], [10.02], [5]);
        double[][] columns = ticks.Compute(Typical);
        Assert.Equal(0.04, columns[0][0], 1e-12);
        Assert.Equal(40, columns[1][0], 1e-9);
    }

    protected override double[] Textbook(TickSeries ticks, int row)
    {
        double mid = (ticks.Ask[row] + ticks.Bid[row]) / 2;
        double spread = ticks.Size[row] > 0 ? 2 * Math.Abs(ticks.Price[row] - mid) : 0;
        return [spread, spread / mid * 10_000];
    }
}
