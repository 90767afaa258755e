using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using static Tauric.Pipelines.Decisions.DecisionInputs;

namespace Tauric.Pipelines.Decisions.Outcomes;

/// <summary>What became of decisions: a partition a day, by symbol, then event_time, then decision_id.</summary>
public static class OutcomeDatasets
{
    /// <summary>Columns are those of <see cref="OutcomeFact"/>; null where nothing is known.</summary>
    public static readonly Dataset Facts = Daily("outcome_facts",
        Text("decision_id"), Text("symbol"), Time("event_time"), Time("arrival_time"), Time("end_time"),
        Time("observed_until"), new Field("side", ArrowType.Int8, Nullable: false), Number("quantity"), Int("fills"),
        Number("filled_quantity"), Number("fill_notional"), Number("fees"), Maybe("decision_mid"), Maybe("arrival_mid"),
        Maybe("end_mid"), Maybe("vwap"), Maybe("twap"), Maybe("close"), Maybe("high_mid"), Maybe("low_mid"),
        Maybe("volatility_bps"), Maybe("benchmark_return_bps"), Maybe("decision_quote_age_s"),
        Maybe("end_quote_age_s")) with
    {
        IsOutcome = true,
    };

    /// <summary>
    /// A row a decision, labelled or not. <c>status</c> is <c>labelled</c> or <c>insufficient_data</c>; then
    /// <c>missing</c> says why and every number is null. The label's span is [span_start, span_end]. The
    /// <c>attribution_…</c> columns add up to what was earned.
    /// </summary>
    public static readonly Dataset Labels = Daily("outcome_labels",
        Text("decision_id"), Text("symbol"), Time("event_time"), Time("span_start"), Time("span_end"), Text("status"),
        MaybeText("missing"), MaybeText("decision_outcome"), Maybe("execution_quality"), Maybe("cost_efficiency"),
        Maybe("timing_quality"), Maybe("risk_adjusted_return"), Maybe("benchmark_outperformance"),
        Maybe("shortfall_bps"), Maybe("slippage_arrival_bps"), Maybe("slippage_vwap_bps"), Maybe("slippage_twap_bps"),
        Maybe("slippage_close_bps"), Maybe("slippage_decision_bps"), Maybe("attribution_benchmark"),
        Maybe("attribution_selection"), Maybe("attribution_delay"), Maybe("attribution_execution"),
        Maybe("attribution_opportunity"), Maybe("attribution_explicit"), Maybe("sample_uniqueness"),
        Text("rule_version")) with
    {
        IsOutcome = true,
    };

    /// <summary>The rules as data; criteria and thresholds are JSON objects of numbers.</summary>
    public static readonly Dataset Rules = new("labeling_rules",
        new Schema(
            Text("id"), Text("rule_name"), Text("rule_type"), Text("criteria"), Text("thresholds"),
            new Field("enabled", ArrowType.Bool, Nullable: false), Int("version")),
        Key: "all", Path: "decisions/labeling_rules.parquet", Format: "parquet")
    {
        Table = new PublishedTable(
            "labeling_rules", "id", "rule_name", "rule_type", "criteria", "thresholds", "enabled", "version"),
    };
}
