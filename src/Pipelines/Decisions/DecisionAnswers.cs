using System.Text.Json;
using Tauric.Pipelines.Decisions.Contexts;
using Tauric.Pipelines.Decisions.Features;
using Tauric.Pipelines.Decisions.Inputs;
using Tauric.Pipelines.Decisions.Wire;
using ExecutionContext = Tauric.Pipelines.Decisions.Wire.ExecutionContext;

namespace Tauric.Pipelines.Decisions;

/// <summary>Answers from what a data root knows of the market, by the code a batch run computes with.</summary>
/// <param name="known">Filled; not changed any more.</param>
/// <param name="datasets">Published ones.</param>
public sealed class DecisionAnswers(KnownMarket known, IReadOnlyList<DatasetInfo> datasets) : IDecisionAnswers
{
    public DecisionAnswer Of(CapturedDecision decision, long received)
    {
        FeatureInputs inputs = known.At(RowOf(decision, received));
        double[] features = new double[FeatureEngine.Columns.Count];
        FeatureEngine.Compute(inputs, features);
        // The clock alone is known of any decision: without a tick there is nothing to tell.
        if (inputs.Ticks.Quotes.CountUpTo(inputs.Decision.EventTime) == 0) return new DecisionAnswer();
        return new DecisionAnswer
        {
            MarketContext = Of(DecisionContexts.Market(inputs, features, known.Economy(inputs.Decision.EventTime))),
            ExecutionContext = Of(DecisionContexts.Execution(inputs, features), decision),
            FeatureVector = Vector(features, families: null),
            DataQualityScore = Completeness(features),
        };
    }

    public FeatureEngineeringResponse? EngineerFeatures(FeatureEngineeringRequest request)
    {
        if (request.NormalizationMethod is not (null or "none")) return null;
        DecisionContext context = request.DecisionContext!;
        _ = WireTime.TryParse(context.DecisionTimestamp, out long decided);
        var row = new DecisionRow(context.DecisionId!, request.RawData!.Symbol!, decided, decided, 0, double.NaN, null)
        {
            SignalStrength = context.SignalStrength ?? double.NaN,
            ConfidenceScore = context.ConfidenceScore ?? double.NaN,
            RiskScore = context.RiskScore ?? double.NaN,
            PositionSize = context.PositionSize ?? double.NaN,
        };
        double[] features = new double[FeatureEngine.Columns.Count];
        FeatureEngine.Compute(known.At(row) with { Ticks = TicksOf(request.RawData!) }, features);
        IReadOnlyList<string> families = request.FeatureTypes is { Count: > 0 } some ? some : FeatureEngine.Families;
        FeatureColumn[] columns = [.. FeatureEngine.Columns.Where(c => families.Contains(c.Family))];
        return new FeatureEngineeringResponse
        {
            FeatureVector = Vector(features, families),
            FeatureMetadata = new FeatureMetadata
            {
                FeatureNames = [.. columns.Select(c => c.Name)],
                FeatureTypes = [.. columns.Select(c => c.Family)],
            },
            DataQualityMetrics = new SortedDictionary<string, double>(StringComparer.Ordinal)
            {
                ["completeness"] = Completeness(features),
            },
        };
    }

    public IReadOnlyList<DatasetInfo> Datasets(DatasetType type) => [.. datasets.Where(d => d.DatasetType == type)];

    private static DecisionRow RowOf(CapturedDecision decision, long received)
    {
        _ = WireTime.TryParse(decision.DecisionTimestamp, out long decided);
        return new DecisionRow(decision.DecisionId, decision.Symbol, decided, Math.Max(decided, received),
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

    private static SymbolTicks TicksOf(RawMarketData data)
    {
        var ticks = new SymbolTicks();
        foreach (SentTrade t in data.Trades ?? []) ticks.Trades.Append(Time(t.EventTime), t.Price!.Value, t.Size!.Value);
        foreach (SentQuote q in data.Quotes ?? []) ticks.Quotes.Append(
            Time(q.EventTime), q.Bid!.Value, q.Ask!.Value, q.BidSize!.Value, q.AskSize!.Value);
        foreach (SentLevel l in data.Depth ?? []) ticks.AppendDepth(Time(l.EventTime),
            System.Text.Encoding.UTF8.GetBytes(l.Venue!), l.Level!.Value, l.Bid!.Value, l.BidSize!.Value, l.Ask!.Value,
            l.AskSize!.Value);
        return ticks;

        static long Time(string? text) => WireTime.TryParse(text, out long micros) ? micros : 0;
    }

    private static MarketContext Of(MarketFacts facts) => new()
    {
        MarketRegime = facts.MarketRegime is { } regime ? JsonSerializer.Deserialize<MarketRegime>($"\"{regime}\"") : null,
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

    /// <param name="families">Null for all.</param>
    private static FeatureVector Vector(double[] features, IReadOnlyList<string>? families)
    {
        IReadOnlyDictionary<string, double?>? Family(string name) => families?.Contains(name) is false ? null
            : FeatureEngine.Columns.Index().Where(c => c.Item.Family == name)
                .ToDictionary(c => c.Item.Name, c => Known(features[c.Index]), StringComparer.Ordinal);

        return new FeatureVector
        {
            MarketMicrostructureFeatures = Family("market_microstructure"),
            SentimentFeatures = Family("sentiment"),
            TechnicalFeatures = Family("technical"),
            RiskFeatures = Family("risk"),
            TemporalFeatures = Family("temporal"),
            CrossAssetFeatures = Family("cross_asset"),
        };
    }

    /// <summary>Share of the features that are known.</summary>
    private static double Completeness(double[] features) =>
        features.Count(value => !double.IsNaN(value)) / (double)features.Length;

    private static double? Known(double value) => double.IsNaN(value) ? null : value;
}
