using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Decisions;

/// <summary>
/// What was decided, what the market showed, and what was done: a partition a day (UTC) with all symbols, sorted by
/// symbol, then time, but decisions by when they became known.
/// </summary>
public static class DecisionInputs
{
    /// <summary>
    /// A row a decision. <c>timeframe_consensus</c> and <c>execution_parameters</c> are JSON objects of numbers with
    /// sorted keys. <c>decision_price</c> is null when nobody gave it: then it is the mid as of the decision.
    /// </summary>
    public static readonly Dataset Decisions = Daily("decisions",
        Text("decision_id"), Text("symbol"), Time("event_time"), Time("known_at"),
        new Field("side", ArrowType.Int8, Nullable: false), Number("quantity"), Maybe("decision_price"),
        Number("signal_strength"), Number("confidence_score"), Number("risk_score"), Number("position_size"),
        MaybeText("decision_reasoning"), Text("timeframe_consensus"), MaybeText("execution_algorithm"),
        Text("execution_parameters"), Int("lookback_minutes"), Int("lookahead_minutes"), Text("raw_ref")) with
    {
        KnownAt = "known_at",
    };

    public static readonly Dataset Trades = Daily("trades",
        Text("symbol"), Time("event_time"), Time("known_at"), Number("price"), Number("size"));

    /// <summary>Best bid and ask; a crossed or empty quote is a reject.</summary>
    public static readonly Dataset Quotes = Daily("quotes",
        Text("symbol"), Time("event_time"), Time("known_at"), Number("bid"), Number("ask"), Number("bid_size"),
        Number("ask_size"));

    /// <summary>Order book by level, 0 the best.</summary>
    public static readonly Dataset Depth = Daily("depth",
        Text("symbol"), Time("event_time"), Time("known_at"), Text("venue"),
        new Field("level", ArrowType.Int8, Nullable: false), Number("bid"), Number("bid_size"), Number("ask"),
        Number("ask_size"));

    /// <summary>Scores of news and the like, −1 to 1, as some model of text gave them.</summary>
    public static readonly Dataset Sentiment = Daily("sentiment",
        Text("symbol"), Time("event_time"), Time("known_at"), Text("source"), Number("score"), Number("weight"));

    /// <summary>What was executed for a decision, after it: no feature may read it.</summary>
    public static readonly Dataset Fills = Daily("fills",
        Text("decision_id"), Text("symbol"), Time("event_time"), Time("known_at"), Number("price"),
        Number("quantity"), Number("fee"), Text("venue")) with
    {
        IsOutcome = true,
    };

    internal static Dataset Daily(string name, params Field[] fields) =>
        new(name, new Schema(fields), "date", Path: $"decisions/{name}/{{0}}.parquet", Format: "parquet");

    internal static Field Text(string name) => new(name, ArrowType.Utf8, Nullable: false);

    internal static Field MaybeText(string name) => new(name, ArrowType.Utf8);

    internal static Field Time(string name) => new(name, ArrowType.Timestamp, Nullable: false);

    internal static Field Int(string name) => new(name, ArrowType.Int32, Nullable: false);

    internal static Field Number(string name) => new(name, ArrowType.Float64, Nullable: false);

    /// <summary>Null where it is not known: never zero instead.</summary>
    internal static Field Maybe(string name) => new(name, ArrowType.Float64);
}
