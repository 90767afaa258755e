using Tauric.Kernels.Labels;

namespace Tauric.Kernels.Tests.Labels;

public sealed class OutcomeBandsTests : LabelRuleContract
{
    protected override ILabelRule Typical => new OutcomeBands(1, Side.Long, CostBps: 1);

    protected override int WhenFlat => 3;

    [Fact]
    public void The_edges_are_those_of_the_specification()
    {
        double[] bps = [-20.001, -20, -10.001, -10, 0, 10, 10.001, 20, 20.001, double.NaN];
        Assert.Equal([1, 2, 2, 3, 3, 3, 4, 4, 5, 0], bps.Select(b => OutcomeBands.ClassOf(b)));
        Assert.Equal(["BAD", "POOR", "NEUTRAL", "GOOD", "EXCELLENT"], Typical.Classes);
    }

    [Fact]
    public void Other_edges_may_be_given()
    {
        double[] bps = [-5.001, -5, -2.001, -2, 2, 2.001, 5, 5.001];
        Assert.Equal([1, 2, 2, 3, 3, 4, 4, 5], bps.Select(b => OutcomeBands.ClassOf(b, inner: 2, outer: 5)));
        Assert.Equal([1, 3, 3, 5], new[] { -5.001, -5, 5, 5.001 }.Select(b => OutcomeBands.ClassOf(b, 5, 5)));
    }

    [Fact]
    public void Prices_in_cents_that_are_on_an_edge_stay_there()
    {
        (double Exit, int Class)[] exits = [(100.2, 4), (100.21, 5), (100.1, 3), (99.9, 3), (99.8, 2), (99.79, 1)];
        Assert.All(exits, exit => Assert.Equal(
            exit.Class, ClassesOf(new OutcomeBands(), Closes(100, exit.Exit))[0]));
    }

    [Fact]
    public void Cost_and_benchmark_come_off_and_a_short_earns_when_the_price_falls()
    {
        Assert.Equal(100 - 3 - 40, OutcomeBands.OutperformanceBps(Side.Long, 100, 101, 3, 40), 1e-9);
        Assert.Equal(100 - 3 + 40, OutcomeBands.OutperformanceBps(Side.Short, 100, 99, 3, -40), 1e-9);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new OutcomeBands(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OutcomeBands(1, Side.Long, double.NaN));
    }
}
