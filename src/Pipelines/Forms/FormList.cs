namespace Tauric.Pipelines.Forms;

/// <summary>Every closed writing task, by name: what the embedded model is trained and judged on.</summary>
public static class FormList
{
    public static readonly IReadOnlyList<IForm> All =
    [
        new NarrativeForm(),
        new PlanForm(),
        new SectionForm(),
        new StoryForm(),
        new TopicNameForm(),
    ];
}
