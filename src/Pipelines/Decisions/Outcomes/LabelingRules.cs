using System.Text.Json;
using Tauric.Engine;

namespace Tauric.Pipelines.Decisions.Outcomes;

/// <summary>The rules that are enabled, checked and ready to be applied.</summary>
/// <remarks>
/// <c>outcome_bands</c>: a decision beyond <c>inner_bps</c> is GOOD or POOR, beyond <c>outer_bps</c> EXCELLENT or BAD.
/// <c>sufficiency</c>: at least <c>fills_min</c> fills of at least <c>fill_ratio_min</c> of what was ordered, quotes at
/// decision and end at most <c>quote_age_max_s</c> old, the lookahead seen to its end. <c>execution_scores</c>: the
/// scales of execution quality and cost efficiency.
/// </remarks>
public sealed class LabelingRules
{
    /// <summary>Numbers each type of rule has: criteria, then thresholds.</summary>
    private static readonly SortedDictionary<string, (string[] Criteria, string[] Thresholds)> s_types =
        new(StringComparer.Ordinal)
        {
            ["execution_scores"] = ([], ["cost_scale_bps", "slippage_scale_bps"]),
            ["outcome_bands"] = ([], ["inner_bps", "outer_bps"]),
            ["sufficiency"] = (["fill_ratio_min", "fills_min", "quote_age_max_s"], []),
        };

    private readonly double _fillRatioMin, _fillsMin, _quoteAgeMaxSeconds;

    /// <exception cref="PlanException">Says which rule is not as it must be.</exception>
    public LabelingRules(IReadOnlyList<LabelingRule> rules)
    {
        foreach (LabelingRule rule in rules) Check(rule);
        if (rules.GroupBy(rule => rule.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new PlanException($"Labelling rule '{twice.Key}' is there {twice.Count()} times.");
        LabelingRule[] active = [.. s_types.Keys.Select(type => Only(rules, type))];
        (LabelingRule scores, LabelingRule bands, LabelingRule sufficiency) = (active[0], active[1], active[2]);
        (CostScaleBps, SlippageScaleBps) =
            (scores.Thresholds["cost_scale_bps"], scores.Thresholds["slippage_scale_bps"]);
        (InnerBps, OuterBps) = (bands.Thresholds["inner_bps"], bands.Thresholds["outer_bps"]);
        _fillRatioMin = sufficiency.Criteria["fill_ratio_min"];
        _fillsMin = sufficiency.Criteria["fills_min"];
        _quoteAgeMaxSeconds = sufficiency.Criteria["quote_age_max_s"];
        if (CostScaleBps <= 0 || SlippageScaleBps <= 0) throw Wrong(scores, "a scale must be above 0");
        if (InnerBps < 0 || OuterBps < InnerBps) throw Wrong(bands, "0 ≤ inner_bps ≤ outer_bps must hold");
        Active = active;
        Version = string.Join(' ', active.Select(rule => $"{rule.Name}@{rule.Version}"));
    }

    public static IEnumerable<string> Types => s_types.Keys;

    /// <summary>Those <see cref="ToJson"/> wrote.</summary>
    public static LabelingRules Parse(ReadOnlySpan<byte> json) =>
        new(JsonSerializer.Deserialize(json, RuleJson.Default.IReadOnlyListLabelingRule)!);

    /// <summary>The active ones.</summary>
    public byte[] ToJson() =>
        JsonSerializer.SerializeToUtf8Bytes(Active, RuleJson.Default.IReadOnlyListLabelingRule);

    /// <summary>The bands of seed-004, and our own words for what is enough.</summary>
    public static IReadOnlyList<LabelingRule> Default { get; } =
    [
        new("default_bands", "outcome_bands")
        {
            Thresholds = new Dictionary<string, double> { ["inner_bps"] = 10, ["outer_bps"] = 20 },
        },
        new("default_scores", "execution_scores")
        {
            Thresholds = new Dictionary<string, double> { ["cost_scale_bps"] = 10, ["slippage_scale_bps"] = 10 },
        },
        new("default_sufficiency", "sufficiency")
        {
            Criteria = new Dictionary<string, double>
            {
                ["fill_ratio_min"] = 0, ["fills_min"] = 1, ["quote_age_max_s"] = 300,
            },
        },
    ];

    /// <summary>One of each type, by type.</summary>
    public IReadOnlyList<LabelingRule> Active { get; }

    /// <summary>Names and versions of the active rules: stored with every label.</summary>
    public string Version { get; }

    public double InnerBps { get; }

    public double OuterBps { get; }

    public double CostScaleBps { get; }

    public double SlippageScaleBps { get; }

    /// <summary>Why a decision cannot be labelled, as a stable slug, or null when it can.</summary>
    public string? Missing(in OutcomeFact fact)
    {
        if (fact.ObservedUntil < fact.EndTime) return "lookahead-not-seen";
        if (double.IsNaN(fact.DecisionMid)) return "no-decision-price";
        if (double.IsNaN(fact.EndMid)) return "no-end-price";
        if (fact.DecisionQuoteAgeSeconds > _quoteAgeMaxSeconds || fact.EndQuoteAgeSeconds > _quoteAgeMaxSeconds)
            return "stale-quote";
        if (fact.Fills < _fillsMin) return "too-few-fills";
        if (fact.FilledQuantity < _fillRatioMin * fact.Quantity) return "filled-too-little";
        if (fact.Fills > 0 && double.IsNaN(fact.ArrivalMid)) return "no-arrival-price";
        return double.IsNaN(fact.BenchmarkReturnBps) ? "no-benchmark" : null;
    }

    private static LabelingRule Only(IReadOnlyList<LabelingRule> rules, string type)
    {
        LabelingRule[] enabled = [.. rules.Where(rule => rule.Enabled && rule.Type == type)];
        return enabled is [var only] ? only : throw new PlanException(
            $"Of the labelling rules of type {type} exactly one must be enabled, not {enabled.Length}"
            + $" ({string.Join(", ", enabled.Select(rule => rule.Name))}).");
    }

    private static void Check(LabelingRule rule)
    {
        if (!s_types.TryGetValue(rule.Type, out (string[] Criteria, string[] Thresholds) type))
            throw Wrong(rule, $"its type '{rule.Type}' is none of {string.Join(", ", s_types.Keys)}");
        Check(rule, "criteria", rule.Criteria, type.Criteria);
        Check(rule, "thresholds", rule.Thresholds, type.Thresholds);
    }

    private static void Check(
        LabelingRule rule, string what, IReadOnlyDictionary<string, double> numbers, string[] names)
    {
        if (!numbers.Keys.Order(StringComparer.Ordinal).SequenceEqual(names))
            throw Wrong(rule, $"its {what} must be {(names.Length == 0 ? "none" : string.Join(", ", names))}");
        if (!numbers.Values.All(double.IsFinite)) throw Wrong(rule, $"its {what} must be finite");
    }

    private static PlanException Wrong(LabelingRule rule, string what) => new($"Labelling rule '{rule.Name}': {what}.");
}
