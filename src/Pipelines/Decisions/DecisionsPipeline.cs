using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Pipelines.Decisions.Contexts;
using Tauric.Pipelines.Decisions.Features;
using Tauric.Pipelines.Decisions.Inputs;
using Tauric.Pipelines.Decisions.Outcomes;
using Tauric.Pipelines.Decisions.Training;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Decisions;

/// <summary>From captured decisions and ticks to training datasets, step by step (seed-004).</summary>
public static class DecisionsPipeline
{
    public const string Name = "decisions";

    public static Pipeline Define(DecisionsOptions options, IPayloadSource payloads) => new(Name,
    [
        new IngestRaw(payloads),
        new NormalizeDecisions(),
        new NormalizeInput(InputTable.Trades),
        new NormalizeInput(InputTable.Quotes),
        new NormalizeInput(InputTable.Depth),
        new NormalizeInput(InputTable.Sentiment),
        new NormalizeInput(InputTable.Fills),
        new NormalizePrice(),
        new NormalizeMacro(),
        new ComputeDailyStates(options.Market),
        new EngineerFeatures(options.Market),
        new ComputeMarketContext(options.Market),
        new ComputeExecutionContext(options.Market),
        new ComputeNormalization(),
        new ComputeCorrelations(),
        new PublishRules(options.Outcomes),
        new OutcomeFacts(options.Outcomes),
        new LabelOutcomes(options.Outcomes),
        .. TrainingSteps.Of(TrainingSources.Standard, options.Training),
    ]);

    /// <summary>Labels again, from the facts that are there: after a rule changed, without touching a
    /// feature.</summary>
    public static Pipeline Relabel(DecisionsOptions options) => new(Name,
    [
        new PublishRules(options.Outcomes),
        new LabelOutcomes(options.Outcomes),
    ]);
}

/// <summary>Parameters of the decisions system that decide its bytes.</summary>
public sealed record DecisionsOptions
{
    /// <summary>Symbol whose return is the market's.</summary>
    public string Market { get; init; } = ComputeDailyStates.Market;

    public OutcomeOptions Outcomes { get; init; } = new();

    /// <summary>A file of the user's labelling rules, or null.</summary>
    public string? RuleFile { get; init; }

    public TrainingOptions Training { get; init; } = new();

    /// <summary>Everything wrong with these options, each with its configuration key.</summary>
    public IEnumerable<string> Problems()
    {
        if (Market.Length == 0) yield return "decisions.market: name a symbol";
        if (Outcomes.LookaheadDays is < 0 or > 7)
            yield return $"decisions.lookahead_days: {Outcomes.LookaheadDays} is not in 0..7";
        if (Training.EmbargoMinutes is < 0 or > 100_000)
            yield return $"decisions.embargo_minutes: {Training.EmbargoMinutes} is not in 0..100000";
    }
}
