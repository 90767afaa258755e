namespace Tauric.Pipelines.Corpus.Rubric;

/// <summary>Scores a thesis as Trading-R1 rewards one (appendix S4), from its text alone.</summary>
/// <remarks>
/// A section begins at a header of level 1 or 2 and counts when it has a word below it; what stands before the first
/// header is a section without one. Words are what lies between white space and marks and holds a letter, a digit or
/// anything beyond ASCII. The paper leaves these open; they are our choice.
/// </remarks>
public static class ThesisRubric
{
    private const int SectionLevelMax = 2;

    /// <param name="thesis">Markdown in UTF-8; any bytes are scored, none are refused. Time is linear.</param>
    /// <param name="label">What was true, e.g. <c>STRONG BUY</c>.</param>
    /// <exception cref="ArgumentException">The label is none of the five.</exception>
    public static RubricScore Score(ReadOnlySpan<byte> thesis, string label)
    {
        double decision = DecisionReward.Of(DecisionReward.Read(thesis), DecisionReward.Named(label));
        var structure = new StructureTally();
        var evidence = new EvidenceTally();
        foreach (Range range in thesis.Split((byte)'\n'))
        {
            MarkdownLine line = MarkdownLine.Of(thesis[range]);
            if (line.Kind == LineKind.Header && line.Level <= SectionLevelMax)
            {
                structure.EndSection();
                evidence.EndSection();
            }

            InlineMarks marks = InlineMarks.Of(line.Text);
            structure.Add(line.Kind, marks);
            evidence.Add(line, marks);
        }

        return new RubricScore(structure.Score(), evidence.Score(), decision);
    }
}
