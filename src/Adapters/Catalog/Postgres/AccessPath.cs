using System.Collections.Frozen;

namespace Tauric.Adapters.Catalog.Postgres;

/// <summary>
/// How a published table is looked into: the indexes of seed-000, section 14, and seed-004, over the columns the
/// datasets have.
/// </summary>
/// <param name="Indexes">Name and columns of each.</param>
internal sealed record AccessPath(params (string Name, string Columns)[] Indexes)
{
    private static readonly FrozenDictionary<string, AccessPath> s_byTable = new Dictionary<string, AccessPath>
    {
        ["normalized_news"] = new(("idx_news_asset_published", "ticker, event_time")) { Time = "event_time" },
        ["price_window"] = new(("idx_price_window_asset_date", "ticker, date")),
        ["assembled_sample"] = new(("idx_assembled_asset_date", "asset_id, as_of_date")),
        ["sample_label"] = new(("idx_sample_label_sample", "asset_id, as_of_date")),
        ["distilled_thesis"] = new(("idx_distilled_thesis_sample", "sample_id")),
        ["training_datasets"] = new(("idx_training_datasets_type_time", "dataset_type, creation_timestamp DESC")),
        ["feature_definitions"] = new(("idx_feature_definitions_category", "feature_category, enabled")),
        ["labeling_rules"] = new(("idx_labeling_rules_type", "rule_type, enabled")),
        ["data_quality_reports"] = new(("idx_data_quality_dataset_time", "dataset_id, report_timestamp DESC")),
        ["training_data_metrics_ts"] = new(("idx_training_metrics_type_time", "dataset_type, timestamp DESC"))
        {
            Time = "timestamp",
            Chunk = "1 day",
        },
        ["feature_importance_ts"] = new(("idx_feature_importance_name_time", "feature_name, timestamp DESC"))
        {
            Time = "timestamp",
            Chunk = "1 week",
        },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The column that divides a time series: by month, or in chunks where TimescaleDB is.</summary>
    public string? Time { get; init; }

    /// <summary>Of TimescaleDB.</summary>
    public string Chunk { get; init; } = "1 month";

    public static AccessPath Of(string table) => s_byTable.GetValueOrDefault(table) ?? new AccessPath();
}
