using Tauric.Kernels.Labels;
using Tauric.Pipelines.Decisions.Outcomes;

namespace Tauric.Pipelines.Decisions.Wire;

/// <summary>A label from facts that were sent, by the rules and the one definition batch runs have.</summary>
public static class OutcomeAnswer
{
    /// <param name="request">Checked.</param>
    public static OutcomeLabelingResponse Of(OutcomeLabelingRequest request, LabelingRules rules)
    {
        OutcomeFact fact = FactOf(request);
        var label = OutcomeLabel.Of(fact, rules);
        ImplementationShortfall parts = label.Shortfall;
        return new OutcomeLabelingResponse
        {
            DecisionId = request.DecisionId,
            OutcomeLabels = LabelsOf(label),
            ImplementationShortfall = label.Missing is not null ? null : new ShortfallParts(Known(parts.DelayBps),
                Known(parts.ExecutionBps), Known(parts.OpportunityBps), Known(parts.ExplicitBps),
                Known(parts.TotalBps)),
            Missing = label.Missing,
            RuleVersion = rules.Version,
        };
    }

    public static OutcomeLabels LabelsOf(in OutcomeLabel label) => new()
    {
        DecisionOutcome = label.Outcome,
        ExecutionQuality = Known(label.ExecutionQuality),
        CostEfficiency = Known(label.CostEfficiency),
        TimingQuality = Known(label.TimingQuality),
        RiskAdjustedReturn = Known(label.RiskAdjustedReturn),
        BenchmarkOutperformance = Known(label.BenchmarkOutperformanceBps),
        AttributionFactors = label.Missing is not null ? null : new SortedDictionary<string, double>(
            StringComparer.Ordinal)
        {
            ["benchmark_bps"] = label.BenchmarkBps,
            ["selection_bps"] = label.SelectionBps,
            ["delay_bps"] = -label.Shortfall.DelayBps,
            ["execution_bps"] = -label.Shortfall.ExecutionBps,
            ["opportunity_bps"] = -label.Shortfall.OpportunityBps,
            ["explicit_bps"] = -label.Shortfall.ExplicitBps,
        },
    };

    private static OutcomeFact FactOf(OutcomeLabelingRequest request)
    {
        double quantity = 0, notional = 0, fees = 0;
        foreach (SentFill fill in request.Fills!)
        {
            quantity += fill.Quantity!.Value;
            notional = Math.FusedMultiplyAdd(fill.Quantity.Value, fill.Price!.Value, notional);
            fees += fill.Fee ?? 0;
        }

        return new OutcomeFact
        {
            Side = request.Side == "BUY" ? Side.Long : Side.Short,
            Quantity = request.OrderedQuantity!.Value,
            // The sender has seen the lookahead to its end.
            EventTime = 0,
            ArrivalTime = 0,
            EndTime = 0,
            ObservedUntil = 0,
            Fills = request.Fills.Count,
            FilledQuantity = quantity,
            FillNotional = notional,
            Fees = fees,
            DecisionMid = request.DecisionMid!.Value,
            ArrivalMid = request.ArrivalMid ?? double.NaN,
            EndMid = request.EndPrice!.Value,
            Vwap = request.Vwap ?? double.NaN,
            Twap = request.Twap ?? double.NaN,
            Close = request.Close ?? double.NaN,
            HighMid = request.HighMid ?? double.NaN,
            LowMid = request.LowMid ?? double.NaN,
            VolatilityBps = request.VolatilityBps ?? double.NaN,
            BenchmarkReturnBps = request.BenchmarkReturnBps ?? 0,
            DecisionQuoteAgeSeconds = 0,
            EndQuoteAgeSeconds = 0,
        };
    }

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}
