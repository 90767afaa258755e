using Tauric.Engine;
using Tauric.Pipelines.Decisions.Outcomes;

namespace Tauric.Pipelines.Tests.Decisions.Outcomes;

public sealed class LabelingRulesTests
{
    [Fact]
    public void The_version_names_every_active_rule()
    {
        LabelingRule[] rules = [.. LabelingRules.Default, Bands("tight", 2, 5) with { Enabled = false, Version = 3 }];
        Assert.Equal(
            "default_scores@1 default_bands@1 default_sufficiency@1", new LabelingRules(rules).Version);
    }

    [Fact]
    public void What_is_wrong_with_a_rule_is_said_by_its_name()
    {
        LabelingRule[] two = [.. LabelingRules.Default, Bands("tight", 2, 5)];
        Assert.Contains("exactly one must be enabled, not 2 (default_bands, tight)", Refused(two));
        Assert.Contains(
            "type outcome_bands exactly one must be enabled, not 0", Refused(LabelingRules.Default.Skip(1)));
        Assert.Contains("'tight': 0 ≤ inner_bps ≤ outer_bps", Refused(With(Bands("tight", 6, 5))));
        Assert.Contains("'default_bands' is there 2 times", Refused([.. two, LabelingRules.Default[0]]));
        Assert.Contains("'odd': its type 'luck' is none of execution_scores, outcome_bands, sufficiency",
            Refused([.. LabelingRules.Default, new LabelingRule("odd", "luck")]));
        Assert.Contains("its thresholds must be inner_bps, outer_bps",
            Refused([.. LabelingRules.Default, new LabelingRule("bare", "outcome_bands", Enabled: false)]));
        Assert.Contains("must be finite", Refused(With(Bands("tight", 2, double.NaN))));
    }

    internal static LabelingRule Bands(string name, double inner, double outer) => new(name, "outcome_bands")
    {
        Thresholds = new Dictionary<string, double> { ["inner_bps"] = inner, ["outer_bps"] = outer },
    };

    /// <summary>The default rules with other bands.</summary>
    internal static IReadOnlyList<LabelingRule> With(LabelingRule bands) => [bands, .. LabelingRules.Default.Skip(1)];

    private static string Refused(IEnumerable<LabelingRule> rules) =>
        Assert.Throws<PlanException>(() => new LabelingRules([.. rules])).Message;
}
