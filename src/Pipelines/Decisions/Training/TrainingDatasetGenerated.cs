using System.Text.Json;
using System.Text.Json.Serialization;
using Tauric.Pipelines.Decisions.Quality;

namespace Tauric.Pipelines.Decisions.Training;

/// <summary>Seed-004's event <c>training_dataset_generated</c>.</summary>
/// <param name="EventId">A UUID that follows from what the event says: sending it again is no other event.</param>
/// <param name="Timestamp">When it was made; ISO 8601 with milliseconds.</param>
public sealed record TrainingDatasetGenerated(
    [property: JsonPropertyName("event_id")] string EventId,
    [property: JsonPropertyName("timestamp")] string Timestamp,
    [property: JsonPropertyName("training_dataset")] TrainingDatasetPayload TrainingDataset,
    [property: JsonPropertyName("data_quality_metrics")] QualityMetrics DataQualityMetrics)
{
    public const string Name = "training_dataset_generated";

    public string ToJson() => JsonSerializer.Serialize(this, StoredJson.Default.TrainingDatasetGenerated);
}

/// <param name="DatasetType">As seed-004 writes it: <c>SIGNAL_GENERATION</c>.</param>
/// <param name="QualityScore">See <see cref="QualityMetrics.Overall"/>.</param>
public sealed record TrainingDatasetPayload(
    [property: JsonPropertyName("dataset_id")] string DatasetId,
    [property: JsonPropertyName("dataset_type")] string DatasetType,
    [property: JsonPropertyName("sample_count")] int SampleCount,
    [property: JsonPropertyName("feature_count")] int FeatureCount,
    [property: JsonPropertyName("label_distribution")] IReadOnlyDictionary<string, int> LabelDistribution,
    [property: JsonPropertyName("data_period")] DataPeriod DataPeriod,
    [property: JsonPropertyName("quality_score")] double QualityScore);

/// <summary>Days, both included.</summary>
public sealed record DataPeriod(
    [property: JsonPropertyName("start_date")] string StartDate,
    [property: JsonPropertyName("end_date")] string EndDate);
