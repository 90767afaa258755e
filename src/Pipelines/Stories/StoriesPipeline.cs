using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Inference;
using Tauric.Pipelines.Feeds;
using Tauric.Pipelines.Stories.Fuzzy;
using Tauric.Pipelines.Stories.Market;
using Tauric.Pipelines.Stories.Telling;

namespace Tauric.Pipelines.Stories;

/// <summary>Fuzzy market stories, step by step (seed-001).</summary>
public static class StoriesPipeline
{
    public const string Name = "stories";

    public static Pipeline Define(StoriesOptions options, IPayloadSource payloads, TextAsker writer) => new(Name,
    [
        new IngestRaw(payloads),
        new NormalizeMinutes(),
        new AggregateFiveMinutes(),
        new NormalizeDaily(),
        new NormalizeMarketNews(),
        new ComputeIndicators(options),
        new FuzzySets(options),
        new FuzzyPatterns(options),
        new FuzzyOutput(options),
        new NarrateComponents(options),
        new AssembleStories(writer, options),
    ]);
}
