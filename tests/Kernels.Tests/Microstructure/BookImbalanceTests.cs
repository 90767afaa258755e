using Tauric.Kernels.Microstructure;

namespace Tauric.Kernels.Tests.Microstructure;

public sealed class BookImbalanceTests : MicrostructureContract
{
    protected override IMicrostructure Typical => new BookImbalance();

    protected override double[] WhenQuiet => [0];

    protected override (int Price, int Size)[] Degrees => [(0, 0)];

    protected override int?[] Mirrors => [-1];

    /// <summary>Two rows of three levels, level after level.</summary>
    [Fact]
    public void Over_levels_adds_each_side_first()
    {
        double[] bids = [3, 1, 1, 0, 9, 0], asks = [1, 1, 3, 1, 0, 7], imbalance = new double[2];
        BookImbalance.OverLevels(bids, asks, levels: 2, imbalance);
        Assert.Equal([0, -1.0 / 3], imbalance);
        BookImbalance.OverLevels(bids, asks, levels: 1, imbalance);
        Assert.Equal([0.5, 0], imbalance);
        BookImbalance.OverLevels([0, 0], [0, 0], levels: 1, imbalance);
        Assert.Equal([0, 0], imbalance);
    }

    [Fact]
    public void One_level_is_the_best_quote()
    {
        TickSeries ticks = TickSeries.RandomWalk(seed: 3, rows: 101);
        var imbalance = new double[101];
        BookImbalance.OverLevels(ticks.BidSize, ticks.AskSize, levels: 1, imbalance);
        Assert.Equal(ticks.Compute(Typical)[0], imbalance);
    }

    [Fact]
    public void A_size_that_cannot_be_is_refused_with_its_place()
    {
        string Refusal(double bad) => Assert.Throws<ArgumentException>(
            () => BookImbalance.OverLevels([1, 1, 1, 1], [1, 1, 1, bad], levels: 2, new double[2])).Message;
        Assert.Contains("ask size of level 1[1]", Refusal(double.NaN));
        Assert.Contains("ask size of level 1[1]", Refusal(-1));
        Assert.Throws<ArgumentException>(() => BookImbalance.OverLevels([1], [1], levels: 2, new double[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => BookImbalance.OverLevels([1], [1], levels: 0, new double[1]));
    }

    protected override double[] Textbook(TickSeries ticks, int row)
    {
        double bid = ticks.BidSize[row], ask = ticks.AskSize[row];
        return [bid + ask == 0 ? 0 : (bid - ask) / (bid + ask)];
    }
}
