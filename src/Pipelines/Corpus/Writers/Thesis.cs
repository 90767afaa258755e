using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Corpus.Writers;

/// <param name="Sections">That word evidence, in their order; risks last.</param>
/// <param name="Text">Markdown.</param>
internal sealed record Thesis(
    string Recommendation, string Summary, IReadOnlyList<ThesisSection> Sections, string Text)
{
    public IEnumerable<ThesisPoint> Points => Sections.SelectMany(s => s.Points);
}

/// <param name="Heading">In the thesis; <see cref="SectionForm.Risks"/> for what is against it.</param>
/// <param name="Text">Markdown.</param>
/// <param name="Answer">That worded it.</param>
internal sealed record ThesisSection(
    string Heading, IReadOnlyList<ThesisPoint> Points, string Text, FormAnswer Answer)
{
    /// <summary>Each line of an answer with the evidence it is on.</summary>
    public static ThesisSection Of(SectionFacts facts, FormAnswer answer)
    {
        ThesisPoint[] points = [.. facts.Points.Zip(answer.Text.Split('\n'), (e, o) => new ThesisPoint(e, o))];
        return new ThesisSection(
            facts.Heading, points, ThesisText.Section(facts.Heading, points, facts.Direction), answer);
    }
}

/// <param name="Opinion">On the evidence, a sentence.</param>
internal sealed record ThesisPoint(Evidence Evidence, string Opinion);
