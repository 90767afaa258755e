namespace Tauric.Pipelines.Decisions.Outcomes;

/// <summary>What outcomes are measured against, and how they are labelled.</summary>
public sealed record OutcomeOptions
{
    /// <summary>
    /// Days after a decision's own whose market is read; 0 to 7. A lookahead that goes further is not seen to its end.
    /// </summary>
    public int LookaheadDays { get; init; } = 1;

    /// <summary>
    /// Symbol whose return a decision must beat, held on the same side; null for cash, which earns nothing.
    /// </summary>
    public string? Benchmark { get; init; }

    public IReadOnlyList<LabelingRule> Rules { get; init; } = LabelingRules.Default;
}
