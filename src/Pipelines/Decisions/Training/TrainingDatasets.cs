using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using static Tauric.Pipelines.Decisions.DecisionInputs;

namespace Tauric.Pipelines.Decisions.Training;

/// <summary>
/// Tables of seed-004 about training datasets. Key type/year/month/day. Instants are those of the data: a dataset is as
/// old as the last thing it knows, and when it was computed is in the run log and in <c>audit_log</c>.
/// </summary>
public static class TrainingDatasets
{
    /// <summary>
    /// A row, and a <c>metadata.json</c>, a type and day. <c>label_distribution</c>, <c>feature_schema</c> and
    /// <c>label_schema</c> are JSON.
    /// </summary>
    public static readonly Dataset Metadata = new("training_datasets",
        new Schema(
            Text("id"), Text("dataset_id"), Text("dataset_type"), Time("creation_timestamp"), Int("sample_count"),
            Int("feature_count"), Text("label_distribution"), Number("quality_score"), Text("storage_location"),
            Text("feature_schema"), Text("label_schema")),
        Key: "type/year/month/day", Path: "training_datasets/{0}/year={1}/month={2}/day={3}/metadata.json",
        Format: "json")
    {
        IsOutcome = true,
        Table = new PublishedTable(
            "training_datasets", "id", "dataset_id", "dataset_type", "creation_timestamp", "sample_count",
            "feature_count", "label_distribution", "quality_score", "storage_location", "feature_schema",
            "label_schema"),
    };

    /// <summary>
    /// What was collected, how fast and how good it is: see <see cref="TrackMetrics"/>. Rates and times of a run are
    /// not here: no clock reaches a dataset. <c>labeling_accuracy</c> is null unless truth is known.
    /// </summary>
    public static readonly Dataset Metrics = new("training_data_metrics_ts",
        new Schema(
            Time("timestamp"), Text("dataset_type"), Int("samples_collected"),
            new Field("features_engineered", ArrowType.Int64, Nullable: false), Int("labels_generated"),
            Maybe("processing_time_ms"), Maybe("collection_rate_per_second"), Maybe("feature_engineering_rate"),
            Number("data_completeness"), Number("data_accuracy"), Number("label_quality"), Number("feature_quality"),
            Maybe("labeling_accuracy")),
        Key: "type/year/month/day", Path: "decisions/metrics/{0}/{1}-{2}-{3}.parquet", Format: "parquet")
    {
        IsOutcome = true,
        Table = new PublishedTable(
            "training_data_metrics_ts", "timestamp", "dataset_type", "samples_collected", "features_engineered",
            "labels_generated", "processing_time_ms", "collection_rate_per_second", "feature_engineering_rate",
            "data_completeness", "data_accuracy", "label_quality", "feature_quality",
            "labeling_accuracy"),
    };

    /// <summary>A row a feature, type and day; see <see cref="TrackImportance"/>.</summary>
    public static readonly Dataset Importance = new("feature_importance_ts",
        new Schema(
            Time("timestamp"), Text("feature_name"), Text("dataset_type"), Number("importance_score"),
            Number("correlation_with_outcome"), Number("information_gain"), Number("mutual_information"), Int("rows")),
        Key: "type/year/month/day", Path: "decisions/importance/{0}/{1}-{2}-{3}.parquet", Format: "parquet")
    {
        IsOutcome = true,
        Table = new PublishedTable(
            "feature_importance_ts", "timestamp", "feature_name", "dataset_type", "importance_score",
            "correlation_with_outcome", "information_gain", "mutual_information", "rows"),
    };

    public static readonly Dataset Definitions = new("feature_definitions",
        new Schema(
            Text("id"), Text("feature_name"), Text("feature_type"), Text("feature_category"),
            Text("calculation_method"), Text("normalization_method"), Text("data_sources"),
            new Field("enabled", ArrowType.Bool, Nullable: false)),
        Key: "all", Path: "decisions/feature_definitions.parquet", Format: "parquet")
    {
        Table = new PublishedTable(
            "feature_definitions", "id", "feature_name", "feature_type", "feature_category", "calculation_method",
            "normalization_method", "data_sources", "enabled"),
    };

    /// <summary>Features of one category, for reuse: <c>features/{category}/year=…</c>.</summary>
    public static Dataset Store(TrainingSources sources, string family)
    {
        IEnumerable<string> keys = ["decision_id", "symbol", "event_time"];
        IEnumerable<string> features = sources.Definitions.Where(f => f.Family == family).Select(f => f.Name);
        Schema source = sources.Features.Schema;
        return new Dataset(
            $"{family}_features", new Schema([.. keys.Concat(features).Select(name => source[source.Require(name)])]),
            Key: "year/month/day",
            Path: $"features/{family}/year={{0}}/month={{1}}/day={{2}}/{family}_features.parquet", Format: "parquet");
    }
}
