using Tauric.Kernels.Microstructure;

namespace Tauric.Kernels.Tests.Microstructure;

public sealed class OrderFlowImbalanceTests : MicrostructureContract
{
    protected override IMicrostructure Typical => new OrderFlowImbalance(50);

    protected override double[] WhenQuiet => [0];

    protected override (int Price, int Size)[] Degrees => [(0, 1)];

    protected override int?[] Mirrors => [-1];

    /// <summary>Size joins the bid (+2), the bid rises (+4), the ask falls (−9), the ask loses size (+3).</summary>
    [Fact]
    public void Counts_what_joins_and_what_leaves()
    {
        var ticks = new TickSeries(
            [0, 1, 2, 3, 4], [10, 10, 11, 11, 11], [13, 13, 13, 12, 12], [5, 7, 4, 4, 4], [8, 8, 8, 9, 6],
            [10, 10, 10, 10, 10], [0, 0, 0, 0, 0]);
        Assert.Equal([double.NaN, 2, 4, -9, 3], ticks.Compute(new OrderFlowImbalance(1))[0]);
        Assert.Equal([double.NaN, double.NaN, 6, -5, -6], ticks.Compute(new OrderFlowImbalance(2))[0]);
    }

    /// <summary>By cases of what happened to each side, not by the paper's indicators.</summary>
    protected override double[] Textbook(TickSeries ticks, int row) =>
        [Enumerable.Range(row - 49, 50).Sum(t => Bid(ticks, t) - Ask(ticks, t))];

    private static double Bid(TickSeries ticks, int t) => ticks.Bid[t].CompareTo(ticks.Bid[t - 1]) switch
    {
        > 0 => ticks.BidSize[t],
        < 0 => -ticks.BidSize[t - 1],
        _ => ticks.BidSize[t] - ticks.BidSize[t - 1],
    };

    private static double Ask(TickSeries ticks, int t) => ticks.Ask[t].CompareTo(ticks.Ask[t - 1]) switch
    {
        < 0 => ticks.AskSize[t],
        > 0 => -ticks.AskSize[t - 1],
        _ => ticks.AskSize[t] - ticks.AskSize[t - 1],
    };
}
