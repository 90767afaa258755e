using Tauric.Kernels.Vectors;
using Tauric.Pipelines.Embeddings;
using Tauric.Pipelines.Topics;

namespace Tauric.Pipelines.Tests.Topics;

public sealed class FirmTopicsTests
{
    private static readonly string[] s_freight = ["freight rate", "port congestion", "container ship", "supply chain"];
    private static readonly string[] s_credit = ["loan loss", "credit reserve", "deposit beta", "charge off"];

    [Fact]
    public void What_is_said_together_is_a_topic_with_its_keywords()
    {
        string[] sentences = [.. Said(s_freight, 20), .. Said(s_credit, 20)];
        IReadOnlyList<FirmTopic> topics = Find(sentences);
        Assert.Equal(2, topics.Count);
        Assert.All(topics[0].Members, row => Assert.InRange(row, 0, 19));
        Assert.All(topics[1].Members, row => Assert.InRange(row, 20, 39));
        Assert.All(topics[0].Keywords, word => Assert.Contains(s_freight, term => term.Contains(word.Split(' ')[0],
            StringComparison.Ordinal)));
        Assert.All(topics, topic => Assert.InRange(topic.Stability, 0.5, 1));
        Assert.All(topics, topic => Assert.InRange(topic.Coherence, -1, 1));
        Assert.All(topics, topic => Assert.Equal(1, Similarity.Dot(topic.Vector, topic.Vector), 1e-5f));
        Assert.All(topics, topic => Assert.All(topic.Representatives, row => Assert.Contains(row, topic.Members)));
    }

    [Fact]
    public void Too_few_sentences_are_no_topic()
    {
        Assert.Empty(Find([]));
        Assert.Empty(Find([.. Said(s_freight, 7)]));
    }

    [Fact]
    public void Sentences_that_are_all_the_same_or_without_any_term_in_common_do_no_harm()
    {
        Assert.Empty(Find([.. Enumerable.Repeat("freight rate rose", 30)]));
        Assert.Empty(Find([.. Enumerable.Range(0, 30).Select(i => new string((char)('a' + (i % 26)), 4 + i))]));
    }

    [Fact]
    public void Principal_components_of_embeddings_lay_sentences_out_as_well()
    {
        string[] sentences = [.. Said(s_freight, 20), .. Said(s_credit, 20)];
        Assert.Equal(2, Find(sentences, new TopicsOptions { Reducer = "pca", Components = 4 }).Count);
    }

    private static IReadOnlyList<FirmTopic> Find(string[] sentences, TopicsOptions? options = null)
    {
        using IPairwiseOps ops = SimdOps.Create(workers: 1);
        using var model = new HashedEmbedding();
        return new FirmTopics(model, ops, options ?? new TopicsOptions())
            .Find("7", sentences, TestContext.Current.CancellationToken);
    }

    /// <summary>Two or three terms each, never the same twice running.</summary>
    private static IEnumerable<string> Said(string[] terms, int count) => Enumerable.Range(0, count).Select(i =>
        string.Join(' ', terms.Where((_, term) => (i + term) % terms.Length != i / terms.Length % terms.Length)));
}
