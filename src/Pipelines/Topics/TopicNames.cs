using Tauric.Engine.Inference;
using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Topics;

/// <summary>Names and summaries of topics and themes: by a model, or by rule, from what is said in them.</summary>
internal sealed class TopicNames(TextAsker writer, long seed)
{
    private static readonly TopicNameForm s_name = new();
    private static readonly TopicSummaryForm s_summary = new();
    private readonly FormAsker _asker = new(writer, seed);

    public IReadOnlyList<KeyValuePair<string, string>> Parameters => _asker.Parameters;

    /// <param name="about">The partition that asks.</param>
    /// <param name="key">What the choice of words is drawn for.</param>
    public TopicText[] Ask(
        string about, string key, IReadOnlyList<TopicFacts> topics, CancellationToken cancelled) =>
        [.. _asker.Ask(s_name, about, key, topics, cancelled)
            .Zip(_asker.Ask(s_summary, about, key, topics, cancelled))
            .Select(text => new TopicText(text.First.Text, By(text.First), text.Second.Text, By(text.Second)))];

    private string By(FormAnswer answer) => answer.IsByRule ? "rules" : writer.Traits.Name;
}

/// <param name="NamedBy">A model, or <c>rules</c>.</param>
internal readonly record struct TopicText(string Name, string NamedBy, string Summary, string SummarisedBy);
