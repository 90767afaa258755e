using Tauric.Engine;
using Tauric.Host.Configuration;
using Tauric.Pipelines.Decisions.Outcomes;

namespace Tauric.Host.Tests.Configuration;

public sealed class RuleFileTests
{
    [Fact]
    public void A_rule_takes_the_place_of_the_default_of_its_type()
    {
        var rules = new LabelingRules(RuleFile.Parse("f",
            "rules: [{name: wide, type: outcome_bands, version: 2, thresholds: {inner_bps: 15, outer_bps: 30}}]"));
        Assert.Equal((15, 30), (rules.InnerBps, rules.OuterBps));
        Assert.Contains("wide@2", rules.Version, StringComparison.Ordinal);
        Assert.Contains("default_scores@1", rules.Version, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rules: ]", "f:1: not YAML")]
    [InlineData("rules:\n  - {name: a}", "f:2: rule 'a': its type is missing")]
    [InlineData("rules:\n  - {name: A, type: outcome_bands}", "f:2: rule 'A': a name has")]
    [InlineData("rules:\n  - {name: a, type: outcome_bands, version: x}", "f:2: rule 'a': version is no")]
    [InlineData("rules:\n  - {name: a, type: outcome_bands, enabled: x}", "f:2: rule 'a': enabled is")]
    [InlineData("rules:\n  - {name: a, type: outcome_bands, thresholds: 3}", "f:2: rule 'a': thresholds: want a map")]
    [InlineData("rules:\n  - {name: a, type: outcome_bands, thresholds: {inner_bps: x}}",
        "f:2: rule 'a': inner_bps 'x'")]
    [InlineData("rules:\n  - {name: a, type: magic}", "f: Labelling rule 'a': its type 'magic' is none of")]
    [InlineData("rules:\n  - {name: a, type: outcome_bands}", "f: Labelling rule 'a': its thresholds must be")]
    public void What_is_wrong_is_told_with_file_line_and_rule(string text, string message) => Assert.StartsWith(
        message, Assert.Throws<PlanException>(() => RuleFile.Parse("f", text)).Message, StringComparison.Ordinal);
}
