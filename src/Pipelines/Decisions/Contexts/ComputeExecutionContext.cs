using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Decisions.Features;
using Tauric.Pipelines.Decisions.Inputs;

namespace Tauric.Pipelines.Decisions.Contexts;

/// <summary>What each decision of a day would meet where it is executed, and how it asked to be.</summary>
/// <param name="market">The symbol whose return is the market's.</param>
public sealed class ComputeExecutionContext(string market = ComputeDailyStates.Market) : Step
{
    public override string Name => "compute_execution_context";

    public override int Version => 1;

    public override Dataset Output => ContextDatasets.Execution;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters => ContextParameters.Of(market);

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) => DecisionDay.Plan(upstream);

    public override void Run(Work work)
    {
        var day = new DecisionDay(work, market);
        double[] features = new double[FeatureEngine.Columns.Count];
        using var rows = new BatchBuilder(Output.Schema);
        for (int row = 0; row < day.Count; row++)
        {
            work.Cancelled.ThrowIfCancellationRequested();
            FeatureInputs inputs = day.At(row);
            FeatureEngine.Compute(inputs, features);
            day.AppendDecision(rows, row);
            Append(rows, inputs.Decision, DecisionContexts.Execution(inputs, features));
            if (rows.Length >= work.BatchRowsMax) work.Write(rows.Build());
        }

        if (rows.Length > 0) work.Write(rows.Build());
    }

    private static void Append(BatchBuilder rows, DecisionRow decision, ExecutionFacts context)
    {
        rows["order_book_imbalance"].AppendKnown(context.OrderBookImbalance);
        rows["bid_ask_spread"].AppendKnown(context.BidAskSpread);
        rows["bid_ask_spread_bps"].AppendKnown(context.BidAskSpreadBps);
        rows["market_impact_estimate"].AppendKnown(context.MarketImpactEstimate);
        rows["venue_liquidity"].AppendText(NumberMap.Of(context.VenueLiquidity));
        rows["execution_algorithm"].AppendText(decision.ExecutionAlgorithm);
        rows["execution_parameters"].AppendText(decision.ExecutionParameters);
    }
}
