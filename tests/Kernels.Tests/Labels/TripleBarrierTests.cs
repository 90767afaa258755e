using Tauric.Kernels.Indicators;
using Tauric.Kernels.Labels;
using Tauric.Kernels.Tests.Indicators;

namespace Tauric.Kernels.Tests.Labels;

public sealed class TripleBarrierTests : LabelRuleContract
{
    protected override ILabelRule Typical => new TripleBarrier();

    protected override int WhenFlat => 0;

    // Returns +1 and −1/2: mean 1/4, deviation √(2·(3/4)²) = 1.0607. Entry 8 at row 2.
    private const double Deviation = 1.0606601717798212;
    private static readonly double[] History = [8, 16, 8];

    [Fact]
    public void The_first_barrier_touched_decides()
    {
        Assert.Equal((3, 4), After(Rule(0.5, 0.5), (8, 10, 7, 9), (9, 13, 8, 9), (9, 9, 1, 2)));
        Assert.Equal((1, 3), After(Rule(0.5, 0.5), (8, 10, 3, 9), (9, 13, 8, 9)));
    }

    [Fact]
    public void The_exit_is_at_the_barrier_or_at_an_open_beyond_it()
    {
        Assert.Equal(0.5 * Deviation, Returned(Rule(0.5, 0.5), (8, 13, 8, 8)), 1e-15);
        Assert.Equal(1, Returned(Rule(0.5, 0.5), (16, 17, 1, 8)));
        Assert.Equal(-0.75, Returned(Rule(0.5, 0.5), (2, 17, 1, 8)));
    }

    [Fact]
    public void A_bar_that_reaches_both_counts_as_the_stop()
    {
        Assert.Equal((1, 3), After(Rule(0.5, 0.5), (8, 13, 3, 8)));
        Assert.Equal((1, 3), After(Rule(0.5, 0.5) with { Side = Side.Short }, (8, 13, 3, 8)));
    }

    [Fact]
    public void Closes_alone_can_be_asked_to_touch()
    {
        TripleBarrier closes = Rule(0.5, 0.5) with { Touch = BarrierTouch.Close };
        Assert.Equal((3, 4), After(closes, (8, 13, 3, 8), (8, 14, 8, 14)));
        Assert.Equal(0.75, Returned(closes, (8, 13, 3, 8), (8, 14, 8, 14)));
    }

    [Fact]
    public void Waiting_in_vain_is_the_sign_of_the_return_or_none()
    {
        (double, double, double, double)[] quiet = [(8, 9, 7, 9), (8, 9, 7, 7), (8, 9, 7, 8.5)];
        Assert.Equal((3, 5), After(Rule(0.5, 0.5), quiet));
        Assert.Equal((2, 5), After(Rule(0.5, 0.5) with { NoneAtHorizon = true }, quiet));
        Assert.Equal((1, 5), After(Rule(0.5, 0.5) with { Side = Side.Short }, quiet));
        Assert.Equal((0, 4), After(Rule(0.5, 0.5), quiet[..2]));
    }

    [Fact]
    public void A_barrier_of_zero_is_no_barrier()
    {
        Assert.Equal((1, 3), After(Rule(0, 0.5), (8, 99, 3, 8)));
        Assert.Equal((3, 3), After(Rule(0.5, 0), (8, 99, 3, 8)));
    }

    [Fact]
    public void A_short_profits_below() =>
        Assert.Equal((3, 3), After(Rule(0.5, 0.5) with { Side = Side.Short }, (8, 9, 3, 8)));

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TripleBarrier(Profit: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TripleBarrier(Stop: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TripleBarrier(Rows: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TripleBarrier(VolatilityRows: 1));
    }

    private static TripleBarrier Rule(double profit, double stop) => new(profit, stop, Rows: 3, VolatilityRows: 2);

    private static (int Class, int End) After(ILabelRule rule, params (double, double, double, double)[] bars)
    {
        Outcome outcome = Labelled(rule, bars);
        Assert.Equal(0, outcome.Span.Start);
        return (outcome.Class, outcome.Span.End);
    }

    private static double Returned(ILabelRule rule, params (double, double, double, double)[] bars) =>
        Labelled(rule, bars).Return;

    /// <summary>The outcome of row 2 when these bars follow: open, high, low, close.</summary>
    private static Outcome Labelled(
        ILabelRule rule, params (double Open, double High, double Low, double Close)[] bars) =>
        Label(rule, new BarSeries(
            [.. History, .. bars.Select(bar => bar.Open)],
            [.. History, .. bars.Select(bar => bar.High)],
            [.. History, .. bars.Select(bar => bar.Low)],
            [.. History, .. bars.Select(bar => bar.Close)],
            [.. History, .. bars.Select(_ => 1.0)]))[2];
}
