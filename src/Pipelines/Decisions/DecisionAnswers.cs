using System.Text.Json;
using Tauric.Pipelines.Decisions.Contexts;
using Tauric.Pipelines.Decisions.Features;
using Tauric.Pipelines.Decisions.Inputs;
using Tauric.Pipelines.Decisions.Training;
using Tauric.Pipelines.Decisions.Wire;
using ExecutionContext = Tauric.Pipelines.Decisions.Wire.ExecutionContext;

namespace Tauric.Pipelines.Decisions;

/// <summary>Answers from what a data root knows of the market, by the code a batch run computes with.</summary>
/// <param name="known">Filled; not changed any more.</param>
/// <param name="documents">What lies under a key.</param>
/// <param name="statistics">By feature, the last stored: what values are scaled by.</param>
/// <param name="correlations">Of features, the last stored.</param>
public sealed class DecisionAnswers(
    KnownMarket known, Func<CacheKey, byte[]?> documents,
    IReadOnlyDictionary<string, FeatureStatistics>? statistics = null, FeatureCorrelations? correlations = null)
    : IDecisionAnswers
{
    public DecisionAnswer Of(CapturedDecision decision, long received)
    {
        FeatureInputs inputs = known.At(RowOf(decision, received));
        // The clock alone is known of any decision: without a tick there is nothing to tell.
        if (inputs.Ticks.Quotes.CountUpTo(inputs.Decision.EventTime) == 0) return new DecisionAnswer();
        double[] features = new double[FeatureEngine.Columns.Count];
        FeatureEngine.Compute(inputs, features);
        return new DecisionAnswer
        {
            MarketContext = Of(DecisionContexts.Market(inputs, features, known.Economy(inputs.Decision.EventTime))),
            ExecutionContext = Of(DecisionContexts.Execution(inputs, features), decision),
            FeatureVector = FeatureRequests.Vector(FeatureEngine.Columns.Zip(features)),
            DataQualityScore = Completeness(features),
        };
    }

    /// <summary>Importance is that for signals, whose datasets take all features.</summary>
    public FeatureEngineeringResponse EngineerFeatures(FeatureEngineeringRequest request) =>
        FeatureRequests.Answer(request, statistics,
            Document(CacheKey.FeatureImportance(TrainingType.All[0])) is { } importance
                ? JsonSerializer.Deserialize(importance, StoredJson.Default.IReadOnlyDictionaryStringDouble) : null,
            correlations);

    public byte[]? Document(CacheKey key) => documents(key);

    private static DecisionRow RowOf(CapturedDecision decision, long received)
    {
        return new DecisionRow(decision.DecisionId, decision.Symbol, decision.DecidedAt(received), received,
            decision.Side == "BUY" ? 1 : -1, decision.Quantity, decision.DecisionPrice)
        {
            SignalStrength = decision.SignalStrength,
            ConfidenceScore = decision.ConfidenceScore,
            RiskScore = decision.RiskScore,
            PositionSize = decision.PositionSize,
            TimeframeConsensus = NumberMap.Of(decision.TimeframeConsensus),
            ExecutionAlgorithm = decision.ExecutionAlgorithm,
            ExecutionParameters = NumberMap.Of(decision.ExecutionParameters),
            LookbackMinutes = decision.LookbackMinutes,
            LookaheadMinutes = decision.LookaheadMinutes,
        };
    }

    private static MarketContext Of(MarketFacts facts) => new()
    {
        MarketRegime = EnumNames<MarketRegime>.TryParse(facts.MarketRegime, out MarketRegime regime) ? regime : null,
        VolatilityLevel = Known(facts.VolatilityLevel),
        LiquidityScore = Known(facts.LiquidityScore),
        SentimentScore = Known(facts.SentimentScore),
        TechnicalIndicators = facts.TechnicalIndicators,
        CorrelationEnvironment = facts.CorrelationEnvironment,
        EconomicIndicators = facts.EconomicIndicators,
    };

    private static ExecutionContext Of(ExecutionFacts facts, CapturedDecision decision) => new()
    {
        OrderBookImbalance = Known(facts.OrderBookImbalance),
        BidAskSpread = Known(facts.BidAskSpread),
        MarketImpactEstimate = Known(facts.MarketImpactEstimate),
        VenueLiquidity = facts.VenueLiquidity,
        ExecutionAlgorithm = decision.ExecutionAlgorithm,
        ExecutionParameters = decision.ExecutionParameters,
    };

    /// <summary>Share of the features that are known.</summary>
    private static double Completeness(double[] features) =>
        features.Count(value => !double.IsNaN(value)) / (double)features.Length;

    private static double? Known(double value) => double.IsNaN(value) ? null : value;
}
