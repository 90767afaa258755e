using Tauric.Engine;
using Tauric.Kernels.Labels;

namespace Tauric.Kernels.Tests.Labels;

public sealed class PurgingTests
{
    private const SplitSide T = SplitSide.Train, V = SplitSide.Validation;
    private const SplitSide P = SplitSide.Purged, E = SplitSide.Embargoed;

    /// <summary>Labels that reach two rows ahead, validation on rows 5 and 6, embargo of one row.</summary>
    [Fact]
    public void Drops_training_labels_that_touch_validation_and_those_too_soon_after()
    {
        LabelSpan[] spans = [.. Enumerable.Range(0, 12).Select(row => new LabelSpan(row, row + 2))];
        bool[] validation = [.. Enumerable.Range(0, 12).Select(row => row is 5 or 6)];
        Assert.Equal([T, T, T, P, P, V, V, P, P, E, T, T], Purging.Split(spans, validation, embargoRows: 1));
    }

    [Fact]
    public void Agrees_with_comparing_every_pair()
    {
        var random = CounterRandom.For(9, "purging");
        for (int trial = 0; trial < 300; trial++)
        {
            int samples = random.NextInt(40), embargo = random.NextInt(6);
            var spans = new LabelSpan[samples];
            var validation = new bool[samples];
            for (int i = 0; i < samples; i++)
            {
                int start = random.NextInt(60);
                spans[i] = new LabelSpan(start, start + random.NextInt(8));
                validation[i] = random.NextInt(4) == 0;
            }

            LabelSpan[] held = [.. spans.Where((_, i) => validation[i])];
            SplitSide[] expected = [.. spans.Select((span, i) => validation[i] ? V : Naive(span, held, embargo))];
            Assert.Equal(expected, Purging.Split(spans, validation, embargo));
        }
    }

    [Fact]
    public void The_spans_of_S1_leave_34_rows_between_the_sides()
    {
        var s1 = new AlgorithmS1();
        LabelSpan[] spans = [.. Enumerable.Range(0, 300).Select(s1.SpanOf)];
        bool[] validation = [.. Enumerable.Range(0, 300).Select(row => row >= 200)];
        SplitSide[] sides = Purging.Split(spans, validation, embargoRows: 5);
        Assert.Equal(165, Array.LastIndexOf(sides, T));
        Assert.Equal(34, sides.Count(side => side == P));
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Purging.Split([new LabelSpan(0, 1)], [], 0));
        Assert.Throws<ArgumentException>(() => Purging.Split([new LabelSpan(2, 1)], [true], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Purging.Split([], [], -1));
    }

    private static SplitSide Naive(LabelSpan span, LabelSpan[] held, int embargo)
    {
        if (held.Any(span.Meets)) return P;
        return held.Any(block => span.Start > block.End && span.Start <= block.End + embargo) ? E : T;
    }
}
