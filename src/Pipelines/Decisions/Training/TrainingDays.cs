using System.Globalization;
using System.Text.Json;
using Tauric.Engine.Columnar;
using Tauric.Pipelines.Decisions.Quality;

namespace Tauric.Pipelines.Decisions.Training;

/// <summary>
/// Adds up the days of one training dataset for its event. Years of them are gigabytes of documents, so none is kept.
/// </summary>
public sealed class TrainingDays
{
    private readonly SortedDictionary<string, int> _labels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CheckResult> _checks = new(StringComparer.Ordinal);
    private string _firstId = "", _lastId = "", _type = "";
    private int _samples, _features;

    /// <summary>The next day. Rows are borrowed.</summary>
    /// <param name="metadata">A row of <see cref="TrainingDatasets.Metadata"/>.</param>
    /// <param name="quality">The same day's row of <see cref="QualityReports.Dataset"/>.</param>
    public void Add(RecordBatch metadata, RecordBatch quality)
    {
        _lastId = metadata["dataset_id"].Text(0)!;
        if (_firstId.Length == 0) _firstId = _lastId;
        _type = metadata["dataset_type"].Text(0)!;
        _samples += metadata["sample_count"].Values<int>()[0];
        _features = metadata["feature_count"].Values<int>()[0];
        IReadOnlyDictionary<string, int> counts = JsonSerializer.Deserialize(
            metadata["label_distribution"].Bytes(0), StoredJson.Default.IReadOnlyDictionaryStringInt32)!;
        foreach ((string label, int count) in counts) _labels[label] = _labels.GetValueOrDefault(label) + count;
        foreach (CheckResult day in QualityReports.ResultsOf(quality, 0))
            _checks[day.Check] = _checks.TryGetValue(day.Check, out CheckResult? sum) ? sum + day : day;
    }

    /// <summary>The event of all days that were added, at least one.</summary>
    /// <param name="now">When it is made: not part of its id.</param>
    public TrainingDatasetGenerated ToEvent(DateTimeOffset now)
    {
        QualityMetrics metrics = QualityMetrics.Of(_checks.Values);
        string datasetId = _firstId == _lastId ? _firstId : $"{_firstId}_to_{_lastId[8..16]}";
        var payload = new TrainingDatasetPayload(datasetId, _type, _samples, _features, _labels,
            new DataPeriod(DayOf(_firstId), DayOf(_lastId)), Math.Round(metrics.Overall, 4));
        string says = JsonSerializer.Serialize(payload, StoredJson.Default.TrainingDatasetPayload)
            + JsonSerializer.Serialize(metrics, StoredJson.Default.QualityMetrics);
        string timestamp = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return new TrainingDatasetGenerated(
            StableId.Of($"{TrainingDatasetGenerated.Name}/{says}"), timestamp, payload, metrics);
    }

    /// <summary><c>2025-06-24</c> of <c>dataset_20250624_signal_generation</c>.</summary>
    private static string DayOf(string datasetId) => $"{datasetId[8..12]}-{datasetId[12..14]}-{datasetId[14..16]}";
}
