using System.Globalization;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Decisions.Wire;

/// <summary>What requests must be: what passes here is read by the batch system too.</summary>
public static class RequestCheck
{
    public const int DefaultMinutes = 60;

    /// <summary>A week.</summary>
    public const int MinutesMax = 7 * 24 * 60;

    private const int ReasoningLengthMax = 16_384;
    private const double Small = 1e-12, Large = 1e15;

    private static readonly string[] s_families =
        ["market_microstructure", "sentiment", "technical", "risk", "temporal", "cross_asset"];

    private static readonly string[] s_normalizations = ["none", "zscore", "robust", "minmax", "rank"];

    /// <summary>How far a sender's clock may be ahead.</summary>
    private const long AheadMax = 60 * UtcMicros.PerSecond;

    /// <param name="symbols">Those there are; empty for any.</param>
    /// <param name="now">UTC microseconds.</param>
    public static IReadOnlyList<FieldProblem> Collect(
        TrainingDataRequest request, IReadOnlySet<string> symbols, long now)
    {
        var problems = new FieldProblems();
        problems.Id("decision_id", request.DecisionId);
        problems.MaybeWhole("lookback_minutes", request.LookbackMinutes, 1, MinutesMax);
        problems.MaybeWhole("lookahead_minutes", request.LookaheadMinutes, 1, MinutesMax);
        if (request.Decision is not { } decision) return problems.Found;
        Symbol(problems, "decision.symbol", decision.Symbol, symbols);
        problems.OneOf("decision.side", decision.Side, "BUY", "SELL");
        problems.Number("decision.quantity", decision.Quantity, Small, Large);
        problems.MaybeNumber("decision.decision_price", decision.DecisionPrice, Small, Large);
        problems.Time("decision.decision_timestamp", decision.DecisionTimestamp);
        if (WireTime.TryParse(decision.DecisionTimestamp, out long decided) && decided > now + AheadMax)
            problems.Add("decision.decision_timestamp", "lies in the future");
        problems.Number("decision.signal_strength", decision.SignalStrength, -1e6, 1e6);
        problems.Number("decision.confidence_score", decision.ConfidenceScore, 0, 1);
        problems.Number("decision.risk_score", decision.RiskScore, 0, 1);
        problems.Number("decision.position_size", decision.PositionSize, -Large, Large);
        problems.Text("decision.decision_reasoning", decision.DecisionReasoning, ReasoningLengthMax);
        problems.Numbers("decision.timeframe_consensus", decision.TimeframeConsensus);
        if (decision.ExecutionAlgorithm is { } algorithm) problems.Name("decision.execution_algorithm", algorithm);
        problems.Numbers("decision.execution_parameters", decision.ExecutionParameters);
        return problems.Found;
    }

    /// <param name="symbols">Those there are; empty for any.</param>
    public static IReadOnlyList<FieldProblem> EngineerFeatures(
        FeatureEngineeringRequest request, IReadOnlySet<string> symbols)
    {
        var problems = new FieldProblems();
        if (problems.Given("raw_data", request.RawData)) Market(problems, request.RawData!, symbols);
        if (problems.Given("decision_context", request.DecisionContext))
        {
            problems.Id("decision_context.decision_id", request.DecisionContext!.DecisionId);
            problems.Time("decision_context.decision_timestamp", request.DecisionContext.DecisionTimestamp);
        }

        if (request.FeatureTypes?.FirstOrDefault(f => !s_families.Contains(f)) is not null)
            problems.Add("feature_types", "has one that is not of " + string.Join(", ", s_families));
        if (request.NormalizationMethod is { } method)
            problems.OneOf("normalization_method", method, s_normalizations);
        return problems.Found;
    }

    public static IReadOnlyList<FieldProblem> LabelOutcome(OutcomeLabelingRequest request)
    {
        var problems = new FieldProblems();
        if (request.DecisionId is { } id) problems.Id("decision_id", id);
        problems.OneOf("side", request.Side, "BUY", "SELL");
        problems.Number("ordered_quantity", request.OrderedQuantity, Small, Large);
        problems.Number("decision_mid", request.DecisionMid, Small, Large);
        problems.Number("end_price", request.EndPrice, Small, Large);
        problems.MaybeNumber("arrival_mid", request.ArrivalMid, Small, Large);
        problems.MaybeNumber("high_mid", request.HighMid, request.LowMid ?? Small, Large);
        problems.MaybeNumber("low_mid", request.LowMid, Small, Large);
        problems.MaybeNumber("vwap", request.Vwap, Small, Large);
        problems.MaybeNumber("twap", request.Twap, Small, Large);
        problems.MaybeNumber("close", request.Close, Small, Large);
        problems.MaybeNumber("volatility_bps", request.VolatilityBps, 0, Large);
        problems.MaybeNumber("benchmark_return_bps", request.BenchmarkReturnBps, -Large, Large);
        if (!problems.Given("fills", request.Fills)) return problems.Found;
        Rows(problems, "fills", request.Fills, (at, fill) =>
        {
            problems.Number(at + ".price", fill.Price, Small, Large);
            problems.Number(at + ".quantity", fill.Quantity, Small, Large);
            problems.MaybeNumber(at + ".fee", fill.Fee, -Large, Large);
        });
        return problems.Found;
    }

    private static void Market(FieldProblems problems, RawMarketData market, IReadOnlySet<string> symbols)
    {
        Symbol(problems, "raw_data.symbol", market.Symbol, symbols);
        long last = 0;
        Rows(problems, "raw_data.trades", market.Trades, (at, trade) =>
        {
            last = InOrder(problems, at + ".event_time", trade.EventTime, last);
            problems.Number(at + ".price", trade.Price, Small, Large);
            problems.Number(at + ".size", trade.Size, 0, Large);
        });
        last = 0;
        Rows(problems, "raw_data.quotes", market.Quotes, (at, quote) =>
        {
            last = InOrder(problems, at + ".event_time", quote.EventTime, last);
            problems.Number(at + ".bid", quote.Bid, Small, Large);
            problems.Number(at + ".ask", quote.Ask, quote.Bid ?? Small, Large);
            problems.Number(at + ".bid_size", quote.BidSize, 0, Large);
            problems.Number(at + ".ask_size", quote.AskSize, 0, Large);
        });
        last = 0;
        Rows(problems, "raw_data.depth", market.Depth, (at, level) =>
        {
            last = InOrder(problems, at + ".event_time", level.EventTime, last);
            problems.Name(at + ".venue", level.Venue);
            if (problems.Given(at + ".level", level.Level)) problems.MaybeWhole(at + ".level", level.Level, 0, 127);
            problems.Number(at + ".bid", level.Bid, Small, Large);
            problems.Number(at + ".bid_size", level.BidSize, 0, Large);
            problems.Number(at + ".ask", level.Ask, Small, Large);
            problems.Number(at + ".ask_size", level.AskSize, 0, Large);
        });
    }

    /// <returns>The time of the row.</returns>
    private static long InOrder(FieldProblems problems, string field, string? text, long last)
    {
        problems.Time(field, text);
        if (!WireTime.TryParse(text, out long micros)) return last;
        if (micros < last) problems.Add(field, "is before that of the row above");
        return micros;
    }

    /// <summary>Stops at the first row that is wrong: thousands would be.</summary>
    private static void Rows<T>(FieldProblems problems, string field, IReadOnlyList<T>? rows, Action<string, T> check)
    {
        int before = problems.Found.Count;
        for (int i = 0; i < (rows?.Count ?? 0) && problems.Found.Count == before; i++)
        {
            string at = string.Create(CultureInfo.InvariantCulture, $"{field}[{i}]");
            if (problems.Given(at, rows![i])) check(at, rows[i]);
        }
    }

    private static void Symbol(FieldProblems problems, string field, string? symbol, IReadOnlySet<string> symbols)
    {
        problems.Name(field, symbol);
        if (symbol is not null && symbols.Count > 0 && !symbols.Contains(symbol))
            problems.Add(field, "is no symbol that is known here");
    }
}
