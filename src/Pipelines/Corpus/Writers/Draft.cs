using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Corpus.Writers;

/// <summary>A thesis while it is made, step by step.</summary>
/// <param name="Row">Of the prompt in its batch.</param>
internal sealed record Draft(int Row, string SampleId, SampleEvidence Evidence, PlanFacts Facts)
{
    public FormAnswer PlanAnswer { get; private set; } = null!;   // Until it is taken.

    public string Stance { get; private set; } = "";

    /// <summary>What each section has to word, in the order of the thesis.</summary>
    public IReadOnlyList<SectionFacts> Asked { get; private set; } = [];

    public List<ThesisSection> Sections { get; } = [];

    /// <summary>Takes a plan: the factors by the section of the prompt they come from, then the risks.</summary>
    /// <exception cref="InvalidOperationException">It is no plan.</exception>
    public void Take(FormAnswer answer)
    {
        Plan plan = PlanForm.Parse(answer.Text) ?? throw new InvalidOperationException($"no plan: {answer.Text}");
        var byId = Facts.Evidence.ToDictionary(e => e.Id);
        int direction = Recommendation.DirectionOf(Facts.Recommendation);
        List<SectionFacts> asked = [.. plan.Factors.Select(id => byId[id]).GroupBy(e => e.Section).Select(g =>
            new SectionFacts(direction, SampleEvidence.HeadingOf(g.Key), [.. g], Facts.Shared))];
        Evidence[] risks = [.. plan.Risks.Select(id => byId[id])];
        if (risks.Length > 0) asked.Add(new SectionFacts(direction, SectionForm.Risks, risks, Facts.Shared));
        (PlanAnswer, Stance, Asked) = (answer, plan.Stance, asked);
    }
}
