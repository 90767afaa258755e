using Tauric.Kernels.Microstructure;

namespace Tauric.Kernels.Tests.Microstructure;

public sealed class AmihudTests : MicrostructureContract
{
    protected override IMicrostructure Typical => new Amihud(30);

    protected override double[] WhenQuiet => [0];

    protected override (int Price, int Size)[] Degrees => [(-1, -1)];

    protected override int?[] Mirrors => [null];

    /// <summary>10 % on 110 × 2, nothing on 110 × 1, 10 % on 99 × 4; the quote alone does not count.</summary>
    [Fact]
    public void Is_the_mean_return_per_currency_traded()
    {
        var ticks = new TickSeries(
            [0, 1, 2, 3, 4], [9, 9, 9, 9, 9], [9, 9, 9, 9, 9], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1],
            [100, 110, 110, 110, 99], [0, 2, 1, 0, 4]);
        Assert.Equal(((0.1 / 220) + (0.1 / 396)) / 3, ticks.Compute(new Amihud(4))[0][^1], 1e-15);
    }

    protected override double[] Textbook(TickSeries ticks, int row)
    {
        int[] trades = [.. Enumerable.Range(row - 29, 30).Where(t => ticks.Size[t] > 0)];
        double Return(int t) => Math.Abs(ticks.Price[t] - ticks.Price[t - 1]) / ticks.Price[t - 1];
        double[] each = [.. trades.Select(t => Return(t) / (ticks.Price[t] * ticks.Size[t]))];
        return [each.Length == 0 ? 0 : each.Average()];
    }
}
