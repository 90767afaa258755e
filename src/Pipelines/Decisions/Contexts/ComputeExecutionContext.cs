using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Decisions.Features;
using Tauric.Pipelines.Decisions.Inputs;

namespace Tauric.Pipelines.Decisions.Contexts;

/// <summary>What each decision of a day would meet where it is executed, and how it asked to be.</summary>
/// <param name="market">The symbol whose return is the market's.</param>
public sealed class ComputeExecutionContext(string market = ComputeDailyStates.Market) : ContextStep(market)
{
    public override string Name => "compute_execution_context";

    public override int Version => 1;

    public override Dataset Output => ContextDatasets.Execution;

    private protected override void Append(
        BatchBuilder rows, DecisionDay day, FeatureInputs inputs, ReadOnlySpan<double> features)
    {
        ExecutionFacts context = DecisionContexts.Execution(inputs, features);
        rows["order_book_imbalance"].AppendKnown(context.OrderBookImbalance);
        rows["bid_ask_spread"].AppendKnown(context.BidAskSpread);
        rows["bid_ask_spread_bps"].AppendKnown(context.BidAskSpreadBps);
        rows["market_impact_estimate"].AppendKnown(context.MarketImpactEstimate);
        rows["venue_liquidity"].AppendText(NumberMap.Of(context.VenueLiquidity));
        rows["execution_algorithm"].AppendText(inputs.Decision.ExecutionAlgorithm);
        rows["execution_parameters"].AppendText(inputs.Decision.ExecutionParameters);
    }
}
