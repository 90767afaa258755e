namespace Tauric.Pipelines.Decisions.Outcomes;

/// <summary>A labelling rule as data: a row of <c>labeling_rules</c>.</summary>
/// <param name="Name">Unique.</param>
/// <param name="Type">One of <see cref="LabelingRules.Types"/>.</param>
/// <param name="Version">Raised by whoever changes its numbers.</param>
/// <param name="Enabled">Of each type exactly one rule is.</param>
public sealed record LabelingRule(string Name, string Type, int Version = 1, bool Enabled = true)
{
    /// <summary>What a decision must meet to get a label.</summary>
    public IReadOnlyDictionary<string, double> Criteria { get; init; } = new Dictionary<string, double>();

    /// <summary>Where classes and scores change.</summary>
    public IReadOnlyDictionary<string, double> Thresholds { get; init; } = new Dictionary<string, double>();
}
