using Tauric.Pipelines.Decisions;
using Tauric.Pipelines.Decisions.Outcomes;
using Tauric.Pipelines.Decisions.Wire;

namespace Tauric.Pipelines.Tests.Decisions.Wire;

public sealed class OutcomeAnswerTests
{
    private static readonly LabelingRules s_rules = new(LabelingRules.Default);

    /// <summary>
    /// By hand: 1,000 ordered at a decision mid of 100, arrival 100.10, 800 filled at 100.20, end 101, fees 8. Against
    /// 100,000 of notional: delay 800·0.10 = 80 is 8 bp, execution 800·0.10 = 80 is 8 bp, opportunity 200·1 = 200 is
    /// 20 bp, fees 0.8 bp; 36.8 in all. The paper return is 100 bp, the benchmark's 30: 33.2 beyond it.
    /// </summary>
    [Fact]
    public void Splits_the_shortfall_and_names_the_band()
    {
        OutcomeLabelingResponse answer = OutcomeAnswer.Of(Bought(), s_rules);
        ShortfallParts parts = answer.ImplementationShortfall!;
        Assert.Equal([8, 8, 20, .8, 36.8], new[] { parts.DelayBps, parts.ExecutionBps, parts.OpportunityBps,
            parts.ExplicitBps, parts.TotalBps }.Select(p => Math.Round(p!.Value, 9)));
        Assert.Equal(33.2, answer.OutcomeLabels.BenchmarkOutperformance!.Value, 9);
        Assert.Equal(DecisionOutcome.Excellent, answer.OutcomeLabels.DecisionOutcome);
        Assert.Equal(63.2, answer.OutcomeLabels.AttributionFactors!.Values.Sum(), 9);
        Assert.Null(answer.Missing);
    }

    [Fact]
    public void What_is_not_known_is_said()
    {
        OutcomeLabelingResponse answer = OutcomeAnswer.Of(Bought() with { ArrivalMid = null }, s_rules);
        Assert.Equal("no-arrival-price", answer.Missing);
        Assert.Null(answer.OutcomeLabels.DecisionOutcome);
        Assert.Null(answer.ImplementationShortfall);
        Assert.Equal("too-few-fills", OutcomeAnswer.Of(Bought() with { Fills = [] }, s_rules).Missing);
        Assert.Null(OutcomeAnswer.Of(Bought(), s_rules).OutcomeLabels.RiskAdjustedReturn);
    }

    private static OutcomeLabelingRequest Bought() => new()
    {
        Side = "BUY",
        OrderedQuantity = 1000,
        DecisionMid = 100,
        ArrivalMid = 100.10,
        EndPrice = 101,
        BenchmarkReturnBps = 30,
        Fills = [new SentFill(100.15, 400, 3), new SentFill(100.25, 400, 5)],
    };
}
