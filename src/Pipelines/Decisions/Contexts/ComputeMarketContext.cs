using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Decisions.Features;
using Tauric.Pipelines.Decisions.Inputs;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Decisions.Contexts;

/// <summary>What the market was like at each decision of a day.</summary>
/// <param name="market">The symbol whose return is the market's.</param>
public sealed class ComputeMarketContext(string market = ComputeDailyStates.Market) : ContextStep(market)
{
    public override string Name => "compute_market_context";

    public override int Version => 1;

    public override Dataset Output => ContextDatasets.Market;

    private protected override IReadOnlyList<Read> More(IPartitionKeys upstream) =>
        [.. upstream.Of(Canonical.Macro).Select(series => new Read(Canonical.Macro, series))];

    private protected override void Append(
        BatchBuilder rows, DecisionDay day, FeatureInputs inputs, ReadOnlySpan<double> features)
    {
        MarketFacts context = DecisionContexts.Market(inputs, features, day.Economy(inputs.Decision.EventTime));
        rows["market_regime"].AppendText(context.MarketRegime);
        rows["trend"].AppendText(context.Trend);
        rows["volatility"].AppendText(context.Volatility);
        rows["volatility_level"].AppendKnown(context.VolatilityLevel);
        rows["liquidity_score"].AppendKnown(context.LiquidityScore);
        rows["sentiment_score"].AppendKnown(context.SentimentScore);
        rows["technical_indicators"].AppendText(NumberMap.Of(context.TechnicalIndicators));
        rows["correlation_environment"].AppendText(NumberMap.Of(context.CorrelationEnvironment));
        rows["economic_indicators"].AppendText(NumberMap.Of(context.EconomicIndicators));
    }
}
