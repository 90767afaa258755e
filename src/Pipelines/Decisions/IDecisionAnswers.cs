using Tauric.Pipelines.Decisions.Features;
using Tauric.Pipelines.Decisions.Training;
using Tauric.Pipelines.Decisions.Wire;
using ExecutionContext = Tauric.Pipelines.Decisions.Wire.ExecutionContext;

namespace Tauric.Pipelines.Decisions;

/// <summary>What the service computes or looks up, behind capture. Called by many threads at once.</summary>
public interface IDecisionAnswers
{
    /// <summary>What is known of a captured decision, without its id and decision context.</summary>
    /// <param name="received">UTC microseconds: nothing known later is in the contexts and features.</param>
    DecisionAnswer Of(CapturedDecision decision, long received);

    FeatureEngineeringResponse EngineerFeatures(FeatureEngineeringRequest request);

    /// <summary>What lies under a key of seed-004's cache, as JSON; null while no run has made it.</summary>
    byte[]? Document(CacheKey key);
}

/// <summary>Parts of an answer; what is not known is null.</summary>
public sealed record DecisionAnswer
{
    public MarketContext? MarketContext { get; init; }

    public ExecutionContext? ExecutionContext { get; init; }

    public OutcomeLabels? OutcomeLabels { get; init; }

    public FeatureVector? FeatureVector { get; init; }

    public double? DataQualityScore { get; init; }
}

/// <summary>Knows nothing yet, and says so.</summary>
public sealed class NoDecisionAnswers : IDecisionAnswers
{
    public DecisionAnswer Of(CapturedDecision decision, long received) => new();

    public FeatureEngineeringResponse EngineerFeatures(FeatureEngineeringRequest request) =>
        FeatureRequests.Answer(request);

    public byte[]? Document(CacheKey key) => null;
}
