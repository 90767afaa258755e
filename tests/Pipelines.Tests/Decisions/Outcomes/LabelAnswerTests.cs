using Tauric.Pipelines.Decisions;
using Tauric.Pipelines.Decisions.Outcomes;
using Tauric.Pipelines.Decisions.Wire;

namespace Tauric.Pipelines.Tests.Decisions.Outcomes;

public sealed class LabelAnswerTests
{
    private static readonly LabelingRules s_rules = new(LabelingRules.Default);

    [Fact]
    public void An_answer_says_what_the_label_says_and_attribution_adds_up_to_what_was_earned()
    {
        OutcomeLabels answer = LabelAnswer.Of(OutcomeLabel.Of(OutcomeRows.Worked with { VolatilityBps = 0 }, s_rules));
        Assert.Equal(DecisionOutcome.Excellent, answer.DecisionOutcome);
        Assert.Equal(25, answer.BenchmarkOutperformance!.Value, 1e-9);
        Assert.Equal(60, answer.AttributionFactors!.Values.Sum(), 1e-9);
        Assert.Null(answer.RiskAdjustedReturn);
    }

    [Fact]
    public void Without_a_label_everything_is_null() =>
        Assert.Equal(new OutcomeLabels(),
            LabelAnswer.Of(OutcomeLabel.Of(OutcomeRows.Worked with { EndMid = double.NaN }, s_rules)));
}
