using Tauric.Engine.Inference;
using Tauric.Pipelines.Embeddings;
using Tauric.Pipelines.Topics;

namespace Tauric.Pipelines.Tests.Topics;

public sealed class TopicsPipelineTests
{
    [Fact]
    public void Steps_are_in_the_order_of_the_seed()
    {
        using var writer = new TextAsker(new RuleModel());
        using var embedding = new HashedEmbedding();
        Assert.Equal(
            ["ingest_raw", "link_calls", "collect_transcripts", "split_sentences", "find_topics", "find_themes",
                "follow_themes", "pack_for_sentiment", "score_sentiment"],
            TopicsPipeline.Define(new TopicsOptions(), null, embedding, writer, ToneLexicon.Default)
                .Steps.Select(step => step.Name).Distinct());
    }
}
