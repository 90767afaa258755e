using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Decisions.Features;
using Tauric.Pipelines.Decisions.Inputs;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Decisions.Contexts;

/// <summary>What the market was like at each decision of a day.</summary>
/// <param name="market">The symbol whose return is the market's.</param>
public sealed class ComputeMarketContext(string market = ComputeDailyStates.Market) : Step
{
    public override string Name => "compute_market_context";

    public override int Version => 1;

    public override Dataset Output => ContextDatasets.Market;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters => ContextParameters.Of(market);

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) =>
        DecisionDay.Plan(upstream, [.. upstream.Of(Canonical.Macro).Select(s => new Read(Canonical.Macro, s))]);

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
            Append(rows, DecisionContexts.Market(inputs, features, day.Economy(inputs.Decision.EventTime)));
            if (rows.Length >= work.BatchRowsMax) work.Write(rows.Build());
        }

        if (rows.Length > 0) work.Write(rows.Build());
    }

    private static void Append(BatchBuilder rows, MarketFacts context)
    {
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

/// <summary>What steps on the features depend on: a change of the features changes them.</summary>
internal static class ContextParameters
{
    public static IReadOnlyList<KeyValuePair<string, string>> Of(string market) =>
    [
        new("market", market),
        new("features", FeatureEngine.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    ];
}
