using Tauric.Engine;
using Tauric.Kernels.Fuzzy;
using Tauric.Kernels.Patterns;

namespace Tauric.Kernels.Tests.Patterns;

public sealed class PatternMatcherTests
{
    private const int Rows = 700;

    private static readonly double[] Walk = RandomColumns();

    public static TheoryData<string> Norms => [.. KernelCatalogue<ITriangularNorm>.All.Select(norm => norm.Key)];

    // Ten bars: 30 → 26 → 26 → 29.5 at an ATR of 2: changes −2, 0, 1.75. And 0.25 up where 0 is asked.
    [Theory]
    [InlineData("minimum", 26, 29.5, 0.75)]
    [InlineData("minimum", 26.5, 29.5, 0.5)]
    [InlineData("product", 26.5, 29.5, 0.75 * 0.5)]
    [InlineData("lukasiewicz", 26.5, 29.5, 0.25)]
    public void A_bullish_reversal_worked_by_hand(string norm, double third, double last, double expected)
    {
        var matcher = new PatternMatcher([new("bullish_reversal", [new("price", -2, 0, 2)], norm)]);
        double[] close = [30, 29, 28, 26, 25, 25, third, 27, 28, last];
        double[] scores = Scores(matcher, [.. close, .. Enumerable.Repeat(2.0, 10)]);
        Assert.All(scores[..9], score => Assert.Equal(double.NaN, score));
        Assert.Equal(expected, scores[9], 1e-15);
    }

    [Theory]
    [MemberData(nameof(Norms))]
    public void Agrees_with_the_definition(string norm)
    {
        foreach ((int length, int stride) in (ReadOnlySpan<(int, int)>)[(4, 3), (2, 1), (5, 5), (9, 2)])
        {
            Pattern[] patterns =
            [
                new("a", [new("price", -1, 0, Movement.Rises), new("volume", Movement.Quiet, 0, -1)], norm),
                new("b", [new("volume", 2)], norm),
                new("c", [new("price", 0, 0, 0, 0, 1)], norm),
            ];
            var segments = new Segments(length, stride);
            double[] scores = Scores(new(patterns, segments), Walk);
            for (int i = 0; i < patterns.Length; i++)
            {
                for (int t = 0; t < Rows; t++)
                {
                    Assert.Equal(Definition(patterns[i], segments, t), scores[(i * Rows) + t], 1e-12);
                }
            }
        }
    }

    [Fact]
    public void Batch_tiles_and_single_bars_from_saved_state_give_the_same_bits()
    {
        double[] whole = Scores(Matcher(), Walk);
        foreach (int rows in (int[])[1, 2, 7, 255, 256])
        {
            double[] state = new double[Matcher().StateLength], scores = new double[2 * Rows];
            Matcher().Save(state);
            PatternMatcher matcher = Matcher();
            for (int row = 0; row < Rows; row += rows)
            {
                matcher.Restore(state);
                Advance(matcher, row, Math.Min(rows, Rows - row), scores);
                matcher.Save(state);
                // What happens to a matcher after a state was saved is not in the state.
                Advance(matcher, 0, 200, new double[2 * Rows]);
            }

            AssertSameBits(whole, scores);
        }
    }

    [Fact]
    public void The_future_does_not_leak_and_an_outlier_leaves_with_the_window()
    {
        double[] whole = Scores(Matcher(), Walk), hurt = [.. Walk];
        hurt[300] *= 1e6;
        double[] after = Scores(Matcher(), hurt);
        AssertSameBits(whole[..300], after[..300]);
        AssertSameBits(whole[310..Rows], after[310..Rows]);
        Assert.NotEqual(whole[300..310], after[300..310]);
    }

    [Fact]
    public void Scores_are_degrees_once_there_is_a_window_of_defined_rows()
    {
        double[] late = [.. Walk];
        late.AsSpan(0, 20).Fill(double.NaN);
        double[] scores = Scores(Matcher(), late)[..Rows];
        Assert.All(scores[..29], score => Assert.Equal(double.NaN, score));
        Assert.All(scores[29..], score => Assert.InRange(score, 0, 1));
    }

    [Fact]
    public void In_a_flat_market_without_a_scale_nothing_moves() => Assert.Equal(
        1, Scores(new([new("still", [new("price", 0, 0, 0)])]), [.. Enumerable.Repeat(7.0, 10), .. new double[10]])[9]);

    [Fact]
    public void A_tile_allocates_nothing()
    {
        PatternMatcher matcher = Matcher();
        var scores = new double[2 * Rows];
        matcher.Match(Walk, scores);
        long before = GC.GetAllocatedBytesForCurrentThread();
        matcher.Match(Walk, scores);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Misuse_is_refused()
    {
        Assert.Throws<PlanException>(() => new PatternMatcher([]));
        Assert.Throws<PlanException>(() => new PatternMatcher([Reversal, Reversal]));
        var many = new double[PatternMatcher.RowsMax + 1];
        Assert.ThrowsAny<ArgumentException>(() => Matcher().Move(0, many, many));
        Assert.ThrowsAny<ArgumentException>(() => Matcher().Move(0, new double[3], new double[2]));
        Assert.ThrowsAny<ArgumentException>(() => Matcher().Score([]));
        PatternMatcher matcher = Matcher();
        matcher.Move(0, new double[3], new double[3]);
        Assert.Contains("moved already", Assert.Throws<ArgumentException>(
            () => matcher.Move(0, new double[3], new double[3])).Message, StringComparison.Ordinal);
        matcher.Move(1, new double[2], new double[2]);
        Assert.Contains("(volume, 2)", Assert.Throws<ArgumentException>(
            () => matcher.Score(new double[6])).Message, StringComparison.Ordinal);
    }

    private static Pattern Reversal => new("reversal", [new("price", -2, 0, 2)]);

    private static PatternMatcher Matcher() => new(
        [Reversal, new("surge", [new("volume", Movement.Quiet, 2), new("price", 0, 1)], "product")]);

    private static void Advance(PatternMatcher matcher, int row, int rows, double[] scores)
    {
        var tile = new double[2 * rows];
        for (int series = 0; series < 2; series++)
        {
            int at = (2 * series * Rows) + row;
            matcher.Move(series, Walk.AsSpan(at, rows), Walk.AsSpan(at + Rows, rows));
        }

        matcher.Score(tile);
        tile.AsSpan(0, rows).CopyTo(scores.AsSpan(row));
        tile.AsSpan(rows).CopyTo(scores.AsSpan(Rows + row));
    }

    private static double Definition(Pattern pattern, Segments segments, int t)
    {
        if (t < segments.Window(pattern.Segments) - 1) return double.NaN;
        double score = 1;
        foreach (Track track in pattern.Tracks)
        {
            int column = track.Series == "price" ? 0 : 2;
            for (int segment = 0; segment < pattern.Segments; segment++)
            {
                int end = t - ((pattern.Segments - 1 - segment) * segments.Stride);
                double change = Walk[(column * Rows) + end] - Walk[(column * Rows) + end - segments.Length + 1];
                double z = Math.Clamp(change / Walk[((column + 1) * Rows) + end], -2, 2);
                Movement movement = track.Movements[segment];
                double degree = Enumerable.Range(movement.Low, movement.High - movement.Low + 1)
                    .Sum(state => Math.Max(0, 1 - Math.Abs(z - state)));
                // A sum of degrees may round to nearly 1, which the drastic norm takes for a middling one.
                score = pattern.Norm.And(score, degree > 1 - 1e-14 ? 1 : degree);
            }
        }

        return score;
    }

    private static double[] Scores(PatternMatcher matcher, double[] columns)
    {
        var scores = new double[matcher.Patterns.Count * (columns.Length / (2 * matcher.Series.Count))];
        matcher.Match(columns, scores);
        return scores;
    }

    /// <summary>Price and ATR, volume and deviation.</summary>
    private static double[] RandomColumns()
    {
        var random = CounterRandom.For(11, "patterns");
        var columns = new double[4 * Rows];
        double price = 100;
        for (int t = 0; t < Rows; t++)
        {
            columns[t] = price += random.NextNormal();
            columns[Rows + t] = 1 + random.NextUniform();
            columns[(2 * Rows) + t] = 100 * random.NextUniform();
            columns[(3 * Rows) + t] = 20 + (10 * random.NextUniform());
        }

        return columns;
    }

    private static void AssertSameBits(double[] expected, double[] actual) => Assert.Equal(
        expected.Select(BitConverter.DoubleToInt64Bits), actual.Select(BitConverter.DoubleToInt64Bits));
}
