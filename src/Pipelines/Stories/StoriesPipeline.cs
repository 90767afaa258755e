using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Inference;
using Tauric.Pipelines.Feeds;
using Tauric.Pipelines.Stories.Fuzzy;
using Tauric.Pipelines.Stories.Market;
using Tauric.Pipelines.Stories.Outlook;
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
        new NormalizeValues<InternalsValue>(MarketDatasets.Internals),
        new NormalizeValues<EconomicValue>(MarketDatasets.Economy),
        new NormalizeValues<OptionsValue>(MarketDatasets.Options),
        new AssessPrices(),
        new ComputeIndicators(options),
        new FuzzySets(options),
        new FuzzyPatterns(options),
        new FuzzyOutput(options),
        new NarrateComponents(options),
        new AssembleStories(writer, options),
        new BuildSequences(options),
        new PredictStories(writer, options),
        new ValidateStories(options),
        new ExtractSignals(),
        new TrackPerformance(),
        new IntegratePortfolio(),
        new ExportSequences(),
    ]);   // What is written to frames becomes a version of the store when the run ends.
}
