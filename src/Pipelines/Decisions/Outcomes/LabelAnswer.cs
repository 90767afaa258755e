using Tauric.Pipelines.Decisions.Wire;

namespace Tauric.Pipelines.Decisions.Outcomes;

/// <summary>Labels as the service answers them.</summary>
public static class LabelAnswer
{
    /// <summary>
    /// Seed-004's OutcomeLabels, null where nothing is known; attribution of what was earned, basis points.
    /// </summary>
    public static OutcomeLabels Of(in OutcomeLabel label)
    {
        if (label.Class == 0) return new OutcomeLabels();
        ImplementationShortfall cost = label.Shortfall;
        return new OutcomeLabels
        {
            DecisionOutcome = label.Outcome,
            ExecutionQuality = Known(label.ExecutionQuality),
            CostEfficiency = Known(label.CostEfficiency),
            TimingQuality = Known(label.TimingQuality),
            RiskAdjustedReturn = Known(label.RiskAdjustedReturn),
            BenchmarkOutperformance = Known(label.BenchmarkOutperformanceBps),
            AttributionFactors = new SortedDictionary<string, double>(StringComparer.Ordinal)
            {
                ["benchmark"] = label.BenchmarkBps,
                ["selection"] = label.SelectionBps,
                ["delay"] = -cost.DelayBps,
                ["execution"] = -cost.ExecutionBps,
                ["opportunity"] = -cost.OpportunityBps,
                ["explicit"] = -cost.ExplicitBps,
            },
        };
    }

    private static double? Known(double number) => double.IsNaN(number) ? null : number;
}
