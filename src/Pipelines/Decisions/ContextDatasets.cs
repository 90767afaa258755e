using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Decisions.Features;
using static Tauric.Pipelines.Decisions.DecisionInputs;

namespace Tauric.Pipelines.Decisions;

/// <summary>
/// What surrounds decisions, as of each: states of symbols by session, and contexts and features a row a decision, a
/// partition a day, in the order of the decisions. Null is not known.
/// </summary>
public static class ContextDatasets
{
    /// <summary>A symbol at each close, from its daily bars up to it; adjusted as the provider gave them.</summary>
    public static readonly Dataset DailyStates = new("daily_states",
        new Schema([Text("symbol"), Time("event_time"), Time("known_at"), .. DailyState.Numbers.Select(Maybe),
            MaybeText("market_regime"), MaybeText("trend"), MaybeText("volatility")]),
        "symbol", Path: "decisions/daily_states/{0}.parquet", Format: "parquet")
    {
        KnownAt = "known_at",
    };

    /// <summary>
    /// Seed-004's MarketContext. Maps are JSON objects of numbers with sorted keys; what is not known is not in them.
    /// <c>volatility_level</c> is per cent a year over the last hour, <c>liquidity_score</c> in [0, 1].
    /// </summary>
    public static readonly Dataset Market = Daily("market_context",
        [.. Decision, MaybeText("market_regime"), MaybeText("trend"), MaybeText("volatility"),
            Maybe("volatility_level"), Maybe("liquidity_score"), Maybe("sentiment_score"), Text("technical_indicators"),
            Text("correlation_environment"), Text("economic_indicators")]);

    /// <summary>
    /// Seed-004's ExecutionContext: spread in currency and in basis points of the mid, impact in basis points, resting
    /// size by venue.
    /// </summary>
    public static readonly Dataset Execution = Daily("execution_context",
        [.. Decision, Maybe("order_book_imbalance"), Maybe("bid_ask_spread"), Maybe("bid_ask_spread_bps"),
            Maybe("market_impact_estimate"), Text("venue_liquidity"), MaybeText("execution_algorithm"),
            Text("execution_parameters")]);

    /// <summary>A column a feature of <see cref="FeatureEngine.Columns"/>.</summary>
    public static readonly Dataset Features = Daily("feature_vectors",
        [.. Decision, .. FeatureEngine.Columns.Select(column => Maybe(column.Name))]);

    /// <summary>A row a feature: its statistics over the days before the partition's.</summary>
    public static readonly Dataset Normalization = Daily("normalization_stats",
        Text("feature_name"), Text("normalization_method"), new Field("sample_count", ArrowType.Int64, Nullable: false),
        Number("mean"), Number("deviation"),
        new Field("quantiles", ArrowType.List(ArrowType.Float64, nullable: false), Nullable: false));

    /// <summary>A row a feature: its correlation with each, itself included, over the days before.</summary>
    public static readonly Dataset Correlations = Daily("feature_correlations",
        Text("feature_name"), new Field("others", ArrowType.List(ArrowType.Utf8, nullable: false), Nullable: false),
        new Field("correlations", ArrowType.List(ArrowType.Float64, nullable: false), Nullable: false));

    private static Field[] Decision => [Text("decision_id"), Text("symbol"), Time("event_time"), Time("known_at")];
}
