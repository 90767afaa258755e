using Tauric.Kernels.Labels;
using Tauric.Kernels.Statistics;
using Tauric.Kernels.Tests.Indicators;

namespace Tauric.Kernels.Tests.Labels;

public sealed class AlgorithmS1Tests
{
    private static readonly double[] Walk = BarSeries.RandomWalk(seed: 11, rows: 354).Close;

    private static readonly AlgorithmS1 Trailing = new() { Direction = S1Direction.Trailing };

    [Theory]
    [InlineData(S1Direction.Forward, true)]
    [InlineData(S1Direction.Forward, false)]
    [InlineData(S1Direction.Trailing, true)]
    [InlineData(S1Direction.Trailing, false)]
    public void Is_the_published_formula_in_decimal_arithmetic(S1Direction direction, bool adjust)
    {
        double[] expected = Textbook.Composites(Walk, direction == S1Direction.Forward, adjust);
        double[] actual = new AlgorithmS1 { Direction = direction, Adjust = adjust }.Composites(Walk);
        for (int t = 0; t < Walk.Length; t++) Assert.Equal(expected[t], actual[t], 1e-9);
    }

    [Theory]
    [InlineData(S1Direction.Forward, 19, 338)]
    [InlineData(S1Direction.Trailing, 34, 353)]
    public void Of_354_closes_320_rows_get_a_label(S1Direction direction, int first, int last)
    {
        LabelColumn labels = new AlgorithmS1 { Direction = direction }.Label(Walk);
        Assert.Equal(320, labels.Labelled);
        Assert.Equal(Enumerable.Range(first, 1 + last - first), RowsOf(labels));
    }

    [Fact]
    public void Shares_are_those_the_quantiles_imply()
    {
        LabelColumn labels = new AlgorithmS1().Label(BarSeries.RandomWalk(seed: 2, rows: 5000).Close);
        Assert.All(Enum.GetValues<Decision>()[1..], decision =>
            Assert.Equal(AlgorithmS1.TargetShare(decision), labels.Share(decision), 0.001));
        Assert.Equal(1, Enum.GetValues<Decision>().Sum(AlgorithmS1.TargetShare), 1e-12);
    }

    [Fact]
    public void A_label_carries_its_thresholds_rank_and_span()
    {
        LabelColumn labels = new AlgorithmS1().Label(Walk);
        double[] sorted = [.. labels.Select(label => label.Composite).Where(double.IsFinite).Order()];
        Label label = labels[100];
        Assert.Equal(Quantile.Linear(sorted, 0.85), label.Thresholds.StrongBuy);
        Assert.Equal(Quantile.Rank(sorted, label.Composite), label.Rank);
        Assert.Equal(new LabelSpan(81, 115), label.Span);
        Assert.Equal(new LabelSpan(66, 100), Trailing.Label(Walk)[100].Span);
    }

    /// <summary>Everything a label depends on, but for the EMA's memory, lies in its span.</summary>
    [Theory]
    [InlineData(S1Direction.Forward)]
    [InlineData(S1Direction.Trailing)]
    public void A_close_after_the_span_changes_nothing_and_its_last_one_does(S1Direction direction)
    {
        var algorithm = new AlgorithmS1 { Direction = direction };
        LabelSpan span = algorithm.SpanOf(150);
        double before = algorithm.Composites(Walk)[150];
        Assert.Equal(before, algorithm.Composites(WithJumpAt(span.End + 1))[150]);
        Assert.NotEqual(before, algorithm.Composites(WithJumpAt(span.End))[150]);
    }

    [Fact]
    public void Lower_bounds_are_inclusive()
    {
        var thresholds = new Thresholds(Sell: -2, Hold: -1, Buy: 1, StrongBuy: 2);
        double[] composites = [-3, -2, -1.5, -1, 0, 1, 2, double.NaN];
        Assert.Equal([1, 2, 2, 3, 3, 4, 5, 0], composites.Select(composite => (int)thresholds.Classify(composite)));
    }

    [Fact]
    public void Decisions_have_the_words_of_the_wire() => Assert.Equal(
        ["", "STRONG SELL", "SELL", "HOLD", "BUY", "STRONG BUY"],
        Enum.GetValues<Decision>().Select(decision => decision.Words()));

    /// <summary>pandas' <c>adjust</c>: bars 1 and 2 by hand, and a difference that halves with every bar.</summary>
    [Fact]
    public void Adjust_only_matters_while_the_mean_burns_in()
    {
        AlgorithmS1 adjusted = new(), plain = new() { Adjust = false };
        Assert.Equal([8, 12, 64.0 / 7], adjusted.Ema([8, 14, 7]), (a, b) => Math.Abs(a - b) < 1e-11);
        Assert.Equal([8, 11, 9], plain.Ema([8, 14, 7]));
        double[] apart = [.. adjusted.Ema(Walk).Zip(plain.Ema(Walk), (a, b) => Math.Abs((a / b) - 1))];
        Assert.InRange(apart[1], 1e-4, 1e-2);
        Assert.InRange(apart[10], 1e-8, 1e-4);
        Assert.InRange(apart[20], 0, 1e-7);
    }

    [Fact]
    public void A_flat_price_has_no_labels()
    {
        Assert.Equal(0, new AlgorithmS1().Label([.. Enumerable.Repeat(100.1, 200)]).Labelled);
        Assert.Equal(0, new AlgorithmS1().Label([.. Enumerable.Repeat(100.1, 200)]).Share(Decision.Hold));
    }

    [Fact]
    public void Rows_whose_volatility_is_zero_are_undefined_not_zero()
    {
        // Halted for 120 rows: the EMA of span 3 halves its distance every row, so 1e-12 is passed after about 35.
        double[] closes = [.. Walk[..100], .. Enumerable.Repeat(Walk[99], 120), .. Walk[100..]];
        double[] composites = new AlgorithmS1().Composites(closes);
        Assert.All(composites[165..200], composite => Assert.Equal(double.NaN, composite));
        Assert.True(double.IsFinite(composites[260]));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_close_that_is_not_a_price_is_refused_with_its_row(double bad)
    {
        var error = Assert.Throws<ArgumentException>(() => new AlgorithmS1().Label([1, 2, bad]));
        Assert.Contains("closes[2]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Thresholds_fitted_on_training_rows_do_not_see_the_others()
    {
        var algorithm = new AlgorithmS1 { Fit = ThresholdFit.TrainOnly };
        LabelColumn labels = algorithm.Label(Walk, row => row < 200);
        double[] train = [.. algorithm.Composites(Walk)[..200].Where(double.IsFinite).Order()];
        Assert.All(labels, label => Assert.Equal(Quantile.Linear(train, 0.15), label.Thresholds.Hold));
        Assert.Equal(320, labels.Labelled);
        Assert.Throws<ArgumentException>(() => algorithm.Label(Walk));
        Assert.Throws<ArgumentException>(() => new AlgorithmS1().Label(Walk, row => row < 200));
    }

    /// <summary>The first composites are known at rows 34 in both directions, so 60 are known at row 93.</summary>
    [Theory]
    [InlineData(S1Direction.Forward)]
    [InlineData(S1Direction.Trailing)]
    public void Expanding_thresholds_use_only_what_was_known(S1Direction direction)
    {
        var algorithm = new AlgorithmS1 { Direction = direction, Fit = ThresholdFit.Expanding };
        LabelColumn labels = algorithm.Label(Walk);
        Assert.Equal(93, RowsOf(labels).First());
        foreach (int row in (int[])[93, 94, 150, 222, 353])
        {
            double[] past = Walk[..(row + 1)], elsewhere = BarSeries.RandomWalk(seed: 77, rows: 60).Close;
            Assert.Equal(labels[row].Thresholds, algorithm.Label(past)[row].Thresholds);
            Assert.Equal(labels[row].Thresholds, algorithm.Label([.. past, .. elsewhere])[row].Thresholds);
        }
    }

    [Fact]
    public void No_closes_have_no_labels() => Assert.Equal(0, new AlgorithmS1().Label([]).Labelled);

    private static IEnumerable<int> RowsOf(LabelColumn labels) =>
        Enumerable.Range(0, labels.Count).Where(row => labels[row].Decision != Decision.Undefined);

    private static double[] WithJumpAt(int row) => [.. Walk.Select((close, t) => t == row ? close * 1.1 : close)];

    /// <summary>The formulas as written, term by term, without recurrences.</summary>
    private static class Textbook
    {
        public static double[] Composites(double[] closes, bool forward, bool adjust)
        {
            decimal[] ema = [.. closes.Select((_, t) => adjust ? Adjusted(closes, t) : Plain(closes, t))];
            decimal? Signal(int t, int horizon) => Term(ema, t, horizon, forward);
            decimal? Composite(int t) => (0.3m * Signal(t, 3)) + (0.5m * Signal(t, 7)) + (0.2m * Signal(t, 15));
            return [.. closes.Select((_, t) => (double?)Composite(t) ?? double.NaN)];
        }

        private static decimal? Term(decimal[] ema, int t, int horizon, bool forward)
        {
            int first = forward ? t - 19 : t - 19 - horizon;
            decimal?[] returns = [.. Enumerable.Range(first, 20).Select(row => Return(ema, row, horizon))];
            if (returns.Contains(null)) return null;
            decimal mean = returns.Average()!.Value;
            double variance = (double)returns.Sum(r => (r - mean) * (r - mean))!.Value / 19;
            return returns[^1] / (decimal)Math.Sqrt(variance);
        }

        private static decimal? Return(decimal[] ema, int from, int horizon) =>
            from < 0 || from + horizon >= ema.Length ? null : (ema[from + horizon] - ema[from]) / ema[from];

        private static decimal Adjusted(double[] closes, int t)
        {
            decimal above = 0, below = 0, weight = 1;
            // 2⁻⁸⁰ is beyond a decimal's digits.
            for (int i = 0; i <= Math.Min(t, 80); i++, weight /= 2)
            {
                above += weight * (decimal)closes[t - i];
                below += weight;
            }

            return above / below;
        }

        private static decimal Plain(double[] closes, int t)
        {
            decimal mean = (decimal)closes[0];
            for (int i = 1; i <= t; i++) mean = (mean + (decimal)closes[i]) / 2;
            return mean;
        }
    }
}
