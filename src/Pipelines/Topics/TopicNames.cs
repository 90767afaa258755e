using Tauric.Engine.Inference;
using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Topics;

/// <summary>Names of topics and themes: by a model, or by rule, from keywords (<see cref="TopicNameForm"/>).</summary>
internal sealed class TopicNames(TextAsker writer, long seed)
{
    private static readonly TopicNameForm s_form = new();
    private readonly FormAsker _asker = new(writer, seed);

    public IReadOnlyList<KeyValuePair<string, string>> Parameters => _asker.Parameters;

    /// <param name="about">The partition that asks.</param>
    /// <param name="key">What the choice of words is drawn for.</param>
    /// <param name="topics">Keywords, and the words of firms' names that may not be in the topic's.</param>
    public IReadOnlyList<FormAnswer> Ask(string about, string key,
        IReadOnlyList<(IReadOnlyList<string> Keywords, IReadOnlyList<string> Firms)> topics,
        CancellationToken cancelled) => _asker.Ask(s_form, about, key,
            [.. topics.Select(topic => new TopicNameFacts(topic.Keywords, topic.Firms))], cancelled);
}
