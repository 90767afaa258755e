using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tauric.Engine.Columnar;
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

    /// <summary>The event of one dataset over some days.</summary>
    /// <param name="days">Rows of metadata and of quality, a batch a day; one type, in order, at least one.</param>
    /// <param name="now">When it is made: not part of its id.</param>
    public static TrainingDatasetGenerated Of(
        IReadOnlyList<(RecordBatch Metadata, RecordBatch Quality)> days, DateTimeOffset now)
    {
        RecordBatch first = days[0].Metadata, last = days[^1].Metadata;
        var results = days.SelectMany(day => QualityReports.ResultsOf(day.Quality, 0)).ToArray();
        QualityMetrics metrics = CheckResult.MetricsOf(results);
        string datasetId = days.Count == 1
            ? first["dataset_id"].Text(0)!
            : $"{first["dataset_id"].Text(0)}_to_{last["dataset_id"].Text(0)![8..16]}";
        var payload = new TrainingDatasetPayload(
            datasetId, first["dataset_type"].Text(0)!, days.Sum(day => day.Metadata["sample_count"].Values<int>()[0]),
            last["feature_count"].Values<int>()[0], Sum(days.Select(day => day.Metadata)),
            new DataPeriod(DayOf(first), DayOf(last)), Math.Round(metrics.Overall, 4));
        string says = JsonSerializer.Serialize(payload) + JsonSerializer.Serialize(metrics);
        string timestamp = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return new TrainingDatasetGenerated(StableId.Of($"{Name}/{says}"), timestamp, payload, metrics);
    }

    public string ToJson() => JsonSerializer.Serialize(this);

    private static SortedDictionary<string, int> Sum(IEnumerable<RecordBatch> days)
    {
        var sums = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (RecordBatch day in days)
        {
            var counts = JsonSerializer.Deserialize<Dictionary<string, int>>(day["label_distribution"].Bytes(0))!;
            foreach ((string label, int count) in counts) sums[label] = sums.GetValueOrDefault(label) + count;
        }

        return sums;
    }

    /// <summary><c>2025-06-24</c> of a row of metadata.</summary>
    private static string DayOf(RecordBatch metadata)
    {
        string digits = metadata["dataset_id"].Text(0)![8..16];
        return $"{digits[..4]}-{digits[4..6]}-{digits[6..]}";
    }
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
