using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Inference;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Topics;

/// <summary>Topics of earnings calls, step by step (seed-003). All but the themes is done chunk by chunk.</summary>
public static class TopicsPipeline
{
    public const string Name = "topics";

    /// <param name="payloads">Exports of the WRDS views; null when there is nothing to take in.</param>
    /// <param name="embedding">The space in which topics of different firms are compared.</param>
    /// <param name="writer">Who names topics and themes.</param>
    /// <param name="classifier">Who judges the tone of sentences; null for the lexicon.</param>
    /// <param name="parquet">Reads payloads in Parquet; null: they are refused.</param>
    public static Pipeline Define(TopicsOptions options, IPayloadSource? payloads, IEmbeddingModel embedding,
        TextAsker writer, ToneLexicon lexicon, TextAsker? classifier = null, ITableReader? parquet = null) => new(Name,
    [
        new IngestRaw(payloads),
        new LinkCalls(parquet),
        new ReportLinkCoverage(),
        new CollectTranscripts(parquet),
        new SplitSentences(),
        new FindTopics(options.For(embedding), embedding, writer),
        new AssignSentences(),
        new DescribeFirms(),
        new FindThemes(options, writer),
        new ListContributions(),
        new FollowThemes(options),
        new PackForSentiment(),
        new ScoreSentiment(lexicon, classifier, options.Seed),
    ]);
}
