using Tauric.Kernels.Indicators;
using Tauric.Kernels.Labels;
using Tauric.Kernels.Tests.Indicators;

namespace Tauric.Kernels.Tests.Labels;

/// <summary>What every rule for labels owes us. Inherited by its test, never copied.</summary>
public abstract class LabelRuleContract
{
    private static readonly BarSeries Walk = BarSeries.RandomWalk(seed: 11, rows: 160);

    protected abstract ILabelRule Typical { get; }

    /// <summary>The class of a row of a market that never moves.</summary>
    protected abstract int WhenFlat { get; }

    [Fact]
    public void An_outcome_depends_on_the_bars_of_its_span_alone()
    {
        foreach (Outcome outcome in Label(Typical, Walk))
        {
            BarSeries other = Walk.Prefix(Walk.Rows);
            foreach (double[] column in (double[][])[other.Open, other.High, other.Low, other.Close, other.Volume])
            {
                for (int row = 0; row < other.Rows; row++)
                {
                    if (row < outcome.Span.Start || row > outcome.Span.End) column[row] *= row % 2 == 0 ? 1.7 : 0.4;
                }
            }

            Assert.Equal(outcome, Typical.At(other.Bars, outcome.Row));
        }
    }

    [Fact]
    public void An_outcome_is_known_as_soon_as_its_span_is_over_and_not_before()
    {
        Outcome[] whole = Label(Typical, Walk);
        for (int rows = 0; rows <= Walk.Rows; rows += 9)
        {
            Outcome[] known = Label(Typical, Walk.Prefix(rows));
            Assert.All(known.Zip(whole), pair => Assert.Equal(
                pair.Second.Span.End < rows ? pair.Second.Class : 0, pair.First.Class));
        }
    }

    [Fact]
    public void Every_class_occurs_and_none_but_those_with_a_name()
    {
        int[] classes = [.. Label(Typical, Walk).Where(outcome => outcome.IsDefined).Select(outcome => outcome.Class)];
        Assert.All(classes, number => Assert.InRange(number, 1, Typical.Classes.Count));
        Assert.Contains(1, classes);
        Assert.Contains(Typical.Classes.Count, classes);
    }

    [Fact]
    public void A_defined_outcome_has_a_return_and_a_life_after_its_row() =>
        Assert.All(Label(Typical, Walk), outcome =>
        {
            Assert.Equal(outcome.IsDefined, double.IsFinite(outcome.Return));
            Assert.Equal(outcome.Row, outcome.Life.Start);
            Assert.True(outcome.Span.Start <= outcome.Row && outcome.Span.End >= outcome.Row);
            if (outcome.IsDefined) Assert.True(outcome.Life.End > outcome.Row);
        });

    [Fact]
    public void A_price_in_other_units_changes_nothing()
    {
        BarSeries other = new(Of(Walk.Open), Of(Walk.High), Of(Walk.Low), Of(Walk.Close), Walk.Volume);
        Assert.Equal(Label(Typical, Walk), Label(Typical, other));
        static double[] Of(double[] prices) => [.. prices.Select(price => price * 0.25)];
    }

    [Fact]
    public void A_flat_market_has_the_documented_class() =>
        Assert.Equal(WhenFlat, Typical.At(BarSeries.Flat(100).Bars, 50).Class);

    [Fact]
    public void A_close_that_is_no_price_has_no_outcome()
    {
        BarSeries broken = Walk.Prefix(Walk.Rows);
        broken.Close[60] = -1;
        Assert.False(Typical.At(broken.Bars, 60).IsDefined);
    }

    [Fact]
    public void Outcomes_of_another_length_are_refused() => Assert.Throws<ArgumentException>(
        () => Typical.Label(Walk.Bars, new Outcome[Walk.Rows - 1]));

    protected static Outcome[] Label(ILabelRule rule, BarSeries bars)
    {
        var outcomes = new Outcome[bars.Rows];
        rule.Label(bars.Bars, outcomes);
        return outcomes;
    }

    /// <summary>Bars of one price each.</summary>
    protected static BarSeries Closes(params double[] closes) =>
        new(closes, closes, closes, closes, [.. closes.Select(_ => 1.0)]);

    protected static int[] ClassesOf(ILabelRule rule, BarSeries bars) =>
        [.. Label(rule, bars).Select(outcome => outcome.Class)];
}
