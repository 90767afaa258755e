namespace Tauric.Pipelines.Decisions.Wire;

/// <summary>What <c>label-outcome</c> is sent: what became of a decision, prices per unit.</summary>
public sealed record OutcomeLabelingRequest
{
    /// <summary>Only repeated in the answer.</summary>
    public string? DecisionId { get; init; }

    /// <summary><c>BUY</c> or <c>SELL</c>.</summary>
    public string? Side { get; init; }

    public double? OrderedQuantity { get; init; }

    public double? DecisionMid { get; init; }

    public double? ArrivalMid { get; init; }

    /// <summary>Mid at the end of the lookahead.</summary>
    public double? EndPrice { get; init; }

    public double? HighMid { get; init; }

    public double? LowMid { get; init; }

    public double? Vwap { get; init; }

    public double? Twap { get; init; }

    public double? Close { get; init; }

    /// <summary>Of the lookahead.</summary>
    public double? VolatilityBps { get; init; }

    /// <summary>Null without a benchmark.</summary>
    public double? BenchmarkReturnBps { get; init; }

    public IReadOnlyList<SentFill>? Fills { get; init; }
}

/// <param name="Fee">In the currency of the price; a rebate is negative. Null for none.</param>
public sealed record SentFill(double? Price, double? Quantity, double? Fee);

public sealed record OutcomeLabelingResponse
{
    public string? DecisionId { get; init; }

    public required OutcomeLabels OutcomeLabels { get; init; }

    /// <summary>Null without a label.</summary>
    public ShortfallParts? ImplementationShortfall { get; init; }

    /// <summary>Why there is no label; null when there is one.</summary>
    public string? Missing { get; init; }

    public required string RuleVersion { get; init; }
}

/// <summary>What carrying out a decision cost, in basis points of what was ordered at the decision mid.</summary>
public sealed record ShortfallParts(
    double? DelayBps, double? ExecutionBps, double? OpportunityBps, double? ExplicitBps, double? TotalBps);
