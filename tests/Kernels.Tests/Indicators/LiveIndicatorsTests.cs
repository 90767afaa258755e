using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class LiveIndicatorsTests
{
    private static readonly BarSeries Walk = BarSeries.RandomWalk(seed: 8, rows: 700);

    [Fact]
    public void Bar_by_bar_the_corpus_columns_are_those_of_the_batch()
    {
        double[][] batch = IndicatorSets.Corpus.Compute(Walk.Bars);
        LiveIndicators live = IndicatorSets.Corpus.Live();
        var row = new double[batch.Length];
        for (int t = 0; t < Walk.Rows; t++)
        {
            live.Push(new Bar(Walk.Open[t], Walk.High[t], Walk.Low[t], Walk.Close[t], Walk.Volume[t]), row);
            Assert.Equal(batch.Select(column => column[t]), row);
        }

        Assert.Equal(Walk.Rows, live.Rows);
    }

    [Fact]
    public void The_same_bars_leave_the_same_state_however_they_came()
    {
        LiveIndicators whole = IndicatorSets.Corpus.Live(), pieces = IndicatorSets.Corpus.Live();
        int columns = IndicatorSets.Corpus.Columns.Count;
        whole.Push(Walk.Bars, new double[Walk.Rows * columns]);
        for (int t = 0; t < Walk.Rows; t += 7) pieces.Push(Walk.Bars.Slice(t, 7), new double[7 * columns]);
        double[] first = new double[whole.StateLength], second = new double[whole.StateLength];
        whole.Save(first);
        pieces.Save(second);
        Assert.Equal(first, second);
    }

    [Fact]
    public void A_bar_that_is_not_finite_or_a_row_of_another_length_is_refused_and_nothing_is_taken()
    {
        LiveIndicators live = IndicatorSets.Stories16.Live();
        Assert.Throws<ArgumentException>(() => live.Push(new Bar(1, 1, double.NaN, 1, 1), new double[16]));
        Assert.Throws<ArgumentException>(() => live.Push(new Bar(1, 1, 1, 1, 1), new double[15]));
        Assert.Equal(0, live.Rows);
    }
}
