using System.Text.Json;
using System.Text.Json.Serialization;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Decisions;
using Tauric.Pipelines.Decisions.Outcomes;
using Tauric.Pipelines.Decisions.Quality;
using Tauric.Pipelines.Decisions.Training;
using Tauric.Pipelines.Decisions.Wire;

namespace Tauric.Host.Rest;

/// <summary>
/// What seed-004 keeps in its cache, as JSON, made from a data root when it is asked for and not there. A cache that
/// fails costs time and nothing else.
/// </summary>
/// <param name="records">What the root's catalog has, by dataset.</param>
internal sealed class RootDocuments(
    IObjectStore store, ILookup<string, PartitionRecord> records, ICache cache, Action<string> tell)
{
    /// <summary>Null when no run has made it.</summary>
    public byte[]? Get(CacheKey key)
    {
        byte[]? kept = null;
        Try(() => kept = cache.Get(key.Key));
        if (kept is not null || Make(key) is not { } made) return kept;
        Try(() => cache.Set(key.Key, made, key.Lifetime));
        return made;
    }

    /// <summary>Forgets what was made of an older root.</summary>
    public void Renew() => Try(() =>
    {
        foreach (CacheKey key in CacheKey.All) cache.Remove(key.Key);
    });

    private void Try(Action ask)
    {
        try
        {
            ask();
        }
        catch (Exception e) when (e is Engine.TauricException or IOException or TimeoutException)
        {
            tell($"The cache does not answer: {e.Message}");
        }
    }

    private byte[]? Make(CacheKey key)
    {
        if (key == CacheKey.ActiveDatasets) return JsonSerializer.SerializeToUtf8Bytes(
            Datasets(), WireJson.Default.IReadOnlyListDatasetInfo);
        if (key == CacheKey.ActiveLabelingRules) return Rules();
        if (key == CacheKey.LatestQuality) return Quality();
        if (key == CacheKey.ProcessingStatus) return Status();
        foreach (TrainingType type in TrainingType.All)
        {
            if (key == CacheKey.FeatureSchema(type)) return Newest(
                TrainingDatasets.Metadata, type, rows => rows["feature_schema"].Bytes(0).ToArray());
            if (key == CacheKey.FeatureImportance(type)) return Newest(
                TrainingDatasets.Importance, type, Importance);
        }

        throw new ArgumentException($"'{key.Key}' is no key.", nameof(key));
    }

    private IReadOnlyList<DatasetInfo> Datasets() =>
    [
        .. store.Rows(records, TrainingDatasets.Metadata)
            .SelectMany(day => Consumed(day.Rows,
                rows => Enumerable.Range(0, rows.Length).Select(row => Info(rows, row))))
            .OrderByDescending(d => d.CreationTimestamp, StringComparer.Ordinal)
            .ThenBy(d => d.DatasetId, StringComparer.Ordinal),
    ];

    private static T[] Consumed<T>(RecordBatch rows, Func<RecordBatch, IEnumerable<T>> read)
    {
        using (rows) return [.. read(rows)];
    }

    private byte[]? Rules() => store.Rows(records, OutcomeDatasets.Rules)
        .Select(all => new LabelingRules(Consumed(all.Rows, PublishRules.Read)).ToJson()).FirstOrDefault();

    private byte[]? Quality()
    {
        var latest = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (TrainingType type in TrainingType.All)
            if (Newest(QualityReports.Dataset, type, rows => rows["quality_metrics"].Bytes(0).ToArray()) is { } metrics)
                latest.Add(type.Name, JsonElement.Parse(metrics));
        return latest.Count == 0 ? null : JsonSerializer.SerializeToUtf8Bytes(
            latest, DocumentJson.Default.SortedDictionaryStringJsonElement);
    }

    /// <summary>How far the last run came.</summary>
    private byte[]? Status()
    {
        string[] days = [.. records[OutcomeDatasets.Labels.Name].Select(r => r.Key)];
        return days.Length == 0 ? null : JsonSerializer.SerializeToUtf8Bytes(
            new ProcessingStatus(
                RowsOf(DecisionInputs.Decisions), RowsOf(Pipelines.Decisions.ContextDatasets.Features),
                RowsOf(OutcomeDatasets.Labels), RowsOf(TrainingDatasets.Metadata),
                days.Length, days.Max(StringComparer.Ordinal)!),
            DocumentJson.Default.ProcessingStatus);
    }

    private long RowsOf(Dataset dataset) => records[dataset.Name].Sum(r => (long)r.Rows);

    private byte[]? Newest(Dataset dataset, TrainingType type, Func<RecordBatch, byte[]> read)
    {
        var ofType = records[dataset.Name].Where(r => r.Key.StartsWith(type.Name + "/", StringComparison.Ordinal))
            .ToLookup(r => r.Dataset);
        foreach ((_, RecordBatch rows) in store.Rows(ofType, dataset, newest: 1))
            using (rows) return rows.Length == 0 ? null : read(rows);
        return null;
    }

    private static byte[] Importance(RecordBatch rows) => JsonSerializer.SerializeToUtf8Bytes(
        new SortedDictionary<string, double>(Enumerable.Range(0, rows.Length).ToDictionary(
            row => rows["feature_name"].Text(row)!, row => rows["importance_score"].Values<double>()[row]),
            StringComparer.Ordinal),
        DocumentJson.Default.SortedDictionaryStringDouble);

    private static DatasetInfo Info(RecordBatch rows, int row) => new()
    {
        DatasetId = rows["dataset_id"].Text(row)!,
        DatasetType = EnumNames<DatasetType>.TryParse(rows["dataset_type"].Text(row), out DatasetType type) ? type
            : throw new Engine.BugException($"'{rows["dataset_type"].Text(row)}' is no type of dataset."),
        CreationTimestamp = UtcMicros.Format(rows["creation_timestamp"].Values<long>()[row]),
        SampleCount = rows["sample_count"].Values<int>()[row],
        FeatureCount = rows["feature_count"].Values<int>()[row],
        LabelDistribution =
            JsonSerializer.Deserialize(
                rows["label_distribution"].Text(row)!, DocumentJson.Default.SortedDictionaryStringInt64),
        QualityScore = rows["quality_score"].Values<double>()[row],
        StorageLocation = rows["storage_location"].Text(row)!,
    };
}

/// <param name="LastDay">The newest that was labelled.</param>
internal sealed record ProcessingStatus(
    long Decisions, long FeatureVectors, long OutcomeLabels, long TrainingDatasets, int Days, string LastDay);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ProcessingStatus))]
[JsonSerializable(typeof(SortedDictionary<string, JsonElement>))]
[JsonSerializable(typeof(SortedDictionary<string, double>))]
[JsonSerializable(typeof(SortedDictionary<string, long>))]
internal sealed partial class DocumentJson : JsonSerializerContext;
