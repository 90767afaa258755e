using Tauric.Pipelines.Decisions;
using Tauric.Pipelines.Decisions.Wire;

namespace Tauric.Host.Rest;

/// <summary>What <c>collect</c> answers of a captured decision: what is known, and why the rest is not.</summary>
internal static class CollectAnswer
{
    private const string Later = "insufficient data";

    public static TrainingDataResponse Of(Captured captured, DecisionAnswer known)
    {
        bool wantsMarket = captured.Decision.IncludeMarketContext;
        var missing = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (wantsMarket && known.MarketContext is null) missing.Add("market_context", Later);
        if (known.ExecutionContext is null) missing.Add("execution_context", Later);
        if (known.FeatureVector is null) missing.Add("feature_vector", Later);
        if (known.OutcomeLabels is null) missing.Add("outcome_labels", Later);
        if (known.DataQualityScore is null) missing.Add("data_quality_score", Later);
        return new TrainingDataResponse
        {
            DatasetId = captured.DatasetId,
            DecisionContext = DecisionContext.Of(captured.Decision),
            MarketContext = wantsMarket ? known.MarketContext : null,
            ExecutionContext = known.ExecutionContext,
            OutcomeLabels = known.OutcomeLabels,
            FeatureVector = known.FeatureVector,
            DataQualityScore = known.DataQualityScore,
            Missing = missing,
        };
    }
}
