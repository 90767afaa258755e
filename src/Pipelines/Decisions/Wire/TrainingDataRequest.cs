namespace Tauric.Pipelines.Decisions.Wire;

/// <summary>
/// What <c>collect</c> is sent: seed-004's request and, to have it captured, the decision itself. Without one it asks
/// for a decision that was captured before.
/// </summary>
/// <remarks>Every member may be missing here; <see cref="RequestCheck"/> says which must not.</remarks>
public sealed record TrainingDataRequest
{
    public string? DecisionId { get; init; }

    public bool? IncludeTickData { get; init; }

    public bool? IncludeMarketContext { get; init; }

    public bool? IncludeSentimentData { get; init; }

    public int? LookbackMinutes { get; init; }

    public int? LookaheadMinutes { get; init; }

    public SentDecision? Decision { get; init; }
}

/// <summary>The decision of a request.</summary>
public sealed record SentDecision
{
    public string? Symbol { get; init; }

    /// <summary><c>BUY</c> or <c>SELL</c>.</summary>
    public string? Side { get; init; }

    public double? Quantity { get; init; }

    /// <summary>ISO 8601 in UTC, up to six digits of a second.</summary>
    public string? DecisionTimestamp { get; init; }

    public double? DecisionPrice { get; init; }

    public double? SignalStrength { get; init; }

    public double? ConfidenceScore { get; init; }

    public double? RiskScore { get; init; }

    public double? PositionSize { get; init; }

    public string? DecisionReasoning { get; init; }

    public IReadOnlyDictionary<string, double>? TimeframeConsensus { get; init; }

    public string? ExecutionAlgorithm { get; init; }

    public IReadOnlyDictionary<string, double>? ExecutionParameters { get; init; }
}
