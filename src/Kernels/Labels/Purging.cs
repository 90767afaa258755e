namespace Tauric.Kernels.Labels;

/// <summary>Where a sample ends up when training and validation are kept apart.</summary>
public enum SplitSide
{
    Train,
    Validation,

    /// <summary>A training candidate whose label shares rows with a validation label.</summary>
    Purged,

    /// <summary>A training candidate that begins too soon after a validation label.</summary>
    Embargoed,
}

/// <summary>
/// Train/validation split without leakage through labels: purging and embargo of López de Prado, "Advances in
/// Financial Machine Learning", chapter 7.
/// </summary>
public static class Purging
{
    /// <summary>Decides the side of every sample; validation samples stay, training samples give way.</summary>
    /// <param name="spans">
    /// The rows each sample's label depends on, in one row numbering (trading days) for all.
    /// </param>
    /// <param name="isValidation">One per sample.</param>
    /// <param name="embargoRows">Rows after a validation label in which no training label may begin. 0 or more.</param>
    /// <exception cref="ArgumentException">
    /// Lengths differ, a span ends before it starts, or the embargo is negative.
    /// </exception>
    public static SplitSide[] Split(ReadOnlySpan<LabelSpan> spans, ReadOnlySpan<bool> isValidation, int embargoRows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(embargoRows);
        if (spans.Length != isValidation.Length)
        {
            throw new ArgumentException($"{spans.Length} spans but {isValidation.Length} sides.", nameof(isValidation));
        }

        LabelSpan[] blocks = Merge(spans, isValidation);
        var sides = new SplitSide[spans.Length];
        for (int i = 0; i < sides.Length; i++)
        {
            sides[i] = isValidation[i] ? SplitSide.Validation : SideOf(spans[i], blocks, embargoRows);
        }

        return sides;
    }

    private static SplitSide SideOf(LabelSpan span, LabelSpan[] blocks, int embargoRows)
    {
        int begun = CountStartingBy(blocks, span.End);
        if (begun == 0) return SplitSide.Train;
        // Blocks are disjoint and sorted: the last that has begun is also the last to end.
        int ended = blocks[begun - 1].End;
        if (span.Start <= ended) return SplitSide.Purged;
        return span.Start <= ended + embargoRows ? SplitSide.Embargoed : SplitSide.Train;
    }

    /// <summary>The rows validation labels depend on, as disjoint blocks in order.</summary>
    private static LabelSpan[] Merge(ReadOnlySpan<LabelSpan> spans, ReadOnlySpan<bool> isValidation)
    {
        var chosen = new List<LabelSpan>();
        for (int i = 0; i < spans.Length; i++)
        {
            LabelSpan span = spans[i];
            if (span.End < span.Start) throw new ArgumentException($"{span} ends before it starts.", nameof(spans));
            if (isValidation[i]) chosen.Add(span);
        }

        var blocks = new List<LabelSpan>();
        foreach (LabelSpan span in chosen.OrderBy(span => span.Start))
        {
            if (blocks.Count > 0 && span.Start <= blocks[^1].End)
            {
                blocks[^1] = new LabelSpan(blocks[^1].Start, Math.Max(blocks[^1].End, span.End));
            }
            else
            {
                blocks.Add(span);
            }
        }

        return [.. blocks];
    }

    private static int CountStartingBy(LabelSpan[] blocks, int row)
    {
        int low = 0, high = blocks.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (blocks[middle].Start <= row) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
