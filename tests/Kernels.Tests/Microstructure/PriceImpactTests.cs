using Tauric.Kernels.Microstructure;

namespace Tauric.Kernels.Tests.Microstructure;

public sealed class PriceImpactTests : MicrostructureContract
{
    protected override IMicrostructure Typical => new PriceImpact(60, 7);

    protected override double[] WhenQuiet => [0];

    protected override (int Price, int Size)[] Degrees => [(0, 0)];

    protected override int?[] Mirrors => [null];

    /// <summary>A buy, and the mid goes from 100 to 100.05: twice five basis points.</summary>
    [Fact]
    public void Is_twice_the_move_after_a_trade_in_its_direction()
    {
        var ticks = new TickSeries(
            [0, 1, 2], [99, 99, 99.05], [101, 101, 101.05], [1, 1, 1], [1, 1, 1], [100.5, 100.5, 100.5], [3, 0, 0]);
        Assert.Equal(10, ticks.Compute(new PriceImpact(1, 2))[0][^1], 1e-9);
    }

    protected override double[] Textbook(TickSeries ticks, int row)
    {
        double Mid(int t) => (ticks.Bid[t] + ticks.Ask[t]) / 2;
        double[] impacts = [.. Enumerable.Range(row - 59, 60)
            .Select(t => (Before: t - 7, After: t))
            .Where(pair => ticks.Size[pair.Before] > 0 && ticks.Price[pair.Before] != Mid(pair.Before))
            .Select(pair => 2 * Math.Sign(ticks.Price[pair.Before] - Mid(pair.Before))
                * ((Mid(pair.After) / Mid(pair.Before)) - 1) * 10_000)];
        return [impacts.Length == 0 ? 0 : impacts.Average()];
    }
}
