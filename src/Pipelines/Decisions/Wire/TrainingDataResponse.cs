namespace Tauric.Pipelines.Decisions.Wire;

/// <summary>What <c>collect</c> answers: seed-004's response. A part that is not known is null.</summary>
public sealed record TrainingDataResponse
{
    /// <summary>Of the captured decision: <c>dataset_20250624_000000000001</c>, day received and sequence.</summary>
    public required string DatasetId { get; init; }

    public required DecisionContext DecisionContext { get; init; }

    public MarketContext? MarketContext { get; init; }

    public ExecutionContext? ExecutionContext { get; init; }

    public OutcomeLabels? OutcomeLabels { get; init; }

    public FeatureVector? FeatureVector { get; init; }

    public double? DataQualityScore { get; init; }

    /// <summary>Why a part is null, by its name.</summary>
    public required SortedDictionary<string, string> Missing { get; init; }
}

public sealed record DecisionContext
{
    public string? DecisionId { get; init; }

    public double? SignalStrength { get; init; }

    public double? ConfidenceScore { get; init; }

    public double? RiskScore { get; init; }

    public double? PositionSize { get; init; }

    public string? DecisionTimestamp { get; init; }

    public string? DecisionReasoning { get; init; }

    public IReadOnlyDictionary<string, double>? TimeframeConsensus { get; init; }

    public static DecisionContext Of(CapturedDecision decision) => new()
    {
        DecisionId = decision.DecisionId,
        SignalStrength = decision.SignalStrength,
        ConfidenceScore = decision.ConfidenceScore,
        RiskScore = decision.RiskScore,
        PositionSize = decision.PositionSize,
        DecisionTimestamp = decision.DecisionTimestamp,
        DecisionReasoning = decision.DecisionReasoning,
        TimeframeConsensus = decision.TimeframeConsensus,
    };
}

public sealed record MarketContext
{
    public MarketRegime? MarketRegime { get; init; }

    public double? VolatilityLevel { get; init; }

    public double? LiquidityScore { get; init; }

    public double? SentimentScore { get; init; }

    public IReadOnlyDictionary<string, double>? TechnicalIndicators { get; init; }

    public IReadOnlyDictionary<string, double>? CorrelationEnvironment { get; init; }

    public IReadOnlyDictionary<string, double>? EconomicIndicators { get; init; }
}

public sealed record ExecutionContext
{
    public double? OrderBookImbalance { get; init; }

    public double? BidAskSpread { get; init; }

    public double? MarketImpactEstimate { get; init; }

    public IReadOnlyDictionary<string, double>? VenueLiquidity { get; init; }

    public string? ExecutionAlgorithm { get; init; }

    public IReadOnlyDictionary<string, double>? ExecutionParameters { get; init; }
}

public sealed record OutcomeLabels
{
    public DecisionOutcome? DecisionOutcome { get; init; }

    public double? ExecutionQuality { get; init; }

    public double? CostEfficiency { get; init; }

    public double? TimingQuality { get; init; }

    public double? RiskAdjustedReturn { get; init; }

    public double? BenchmarkOutperformance { get; init; }

    public IReadOnlyDictionary<string, double>? AttributionFactors { get; init; }
}
