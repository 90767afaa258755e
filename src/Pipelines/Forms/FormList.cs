namespace Tauric.Pipelines.Forms;

/// <summary>The closed writing tasks, by name, that the embedded model is trained and judged on.</summary>
public static class FormList
{
    public static readonly IReadOnlyList<ITrainedForm> All =
    [
        new NarrativeForm(),
        new PlanForm(),
        new SectionForm(),
        new StoryForm(),
        new TopicNameForm(),
    ];
}
