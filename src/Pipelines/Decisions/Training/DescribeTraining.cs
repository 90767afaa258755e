using System.Text.Json;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Decisions.Features;
using Tauric.Pipelines.Decisions.Inputs;
using Tauric.Pipelines.Decisions.Outcomes;
using Tauric.Pipelines.Decisions.Quality;

namespace Tauric.Pipelines.Decisions.Training;

/// <summary>Writes what lies beside a training dataset's files: <c>metadata.json</c>.</summary>
public sealed class DescribeTraining(TrainingSources sources) : Step
{
    private readonly Dictionary<string, IReadOnlyList<TrainingPart>> _parts =
        TrainingType.All.ToDictionary(type => type.Name, type => TrainingPart.Of(type, sources));

    public override string Name => "describe_training_datasets";

    public override int Version => 1;

    public override Dataset Output => TrainingDatasets.Metadata;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        foreach (string key in upstream.Of(QualityReports.Dataset))
        {
            (string type, string day) = (key[..^11], key[^10..]);
            DateOnly date = Day.Parse(day.Replace('/', '-'));
            Read[] reads = [new(QualityReports.Dataset, key), new(LabelsOf(type).Output, day)];
            yield return new Partition(key, reads, new Scope(null, date, date));
        }
    }

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
        [.. _parts.Select(type => KeyValuePair.Create(type.Key, FeaturesText(type.Key)))];

    public override void Run(Work work)
    {
        (string type, string day) = (work.Key[..^11], work.Key[^10..]);
        RecordBatch report = work.Rows(QualityReports.Dataset)[0].Rows;
        RecordBatch labels = work.Rows(LabelsOf(type).Output)[0].Rows;
        using var rows = new BatchBuilder(Output.Schema);
        string id = TrainingIds.Of(type, day);
        rows["id"].AppendText(StableId.Of($"training_dataset/{id}"));
        rows["dataset_id"].AppendText(id);
        rows["dataset_type"].AppendText(type);
        rows["creation_timestamp"].AppendFrom(report["report_timestamp"], 0);
        rows["sample_count"].Append(labels.Length);
        rows["feature_count"].Append(FeaturesOf(type).Count());
        rows["label_distribution"].AppendText(
            JsonSerializer.Serialize(LabelDistribution.Of(labels["decision_outcome"]),
                StoredJson.Default.IReadOnlyDictionaryStringInt32));
        rows["quality_score"].AppendFrom(report["quality_score"], 0);
        rows["storage_location"].AppendText(
            $"training_datasets/{type}/year={day[..4]}/month={day[5..7]}/day={day[8..]}/");
        rows["feature_schema"].AppendText(FeaturesText(type));
        rows["label_schema"].AppendText(LabelsText(type, labels));
        work.Write(rows.Build());
    }

    private TrainingPart LabelsOf(string type) => _parts[type].Single(part => part.IsLabels);

    private IEnumerable<FeatureColumn> FeaturesOf(string type)
    {
        TrainingPart part = _parts[type].Single(part => part.Name == "feature_vectors");
        return sources.Definitions.Where(feature => part.Output.Schema.IndexOf(feature.Name) >= 0);
    }

    private string FeaturesText(string type) => JsonSerializer.Serialize(
        new FeatureSchema(
            FeaturesOf(type).Select(f => new FeatureSummary(f.Name, f.Family, f.Unit, f.Normalisation)),
            new FeatureSelection(TrainingType.Of(type).Families)),
        StoredJson.Default.FeatureSchema);

    private static string LabelsText(string type, RecordBatch labels) => JsonSerializer.Serialize(
        new LabelSchema(
            TrainingType.Of(type).Labels,
            labels.Length == 0 ? null : labels["rule_version"].Text(0),
            QualityCheck.All.Where(check => check.IsGate).Select(check => check.Name)),
        StoredJson.Default.LabelSchema);
}

/// <summary><c>feature_schema</c> of a dataset.</summary>
internal sealed record FeatureSchema(
    IEnumerable<FeatureSummary> FeatureDefinitions, FeatureSelection FeatureSelectionCriteria);

internal sealed record FeatureSummary(
    string FeatureName, string FeatureCategory, string Unit, string NormalizationMethod);

internal sealed record FeatureSelection(IReadOnlyList<string> FeatureCategories);

/// <summary><c>label_schema</c> of a dataset.</summary>
/// <param name="LabelingCriteria">Version of the rules; null where nothing was labelled.</param>
internal sealed record LabelSchema(
    IReadOnlyList<string> LabelDefinitions, string? LabelingCriteria, IEnumerable<string> LabelValidationRules);

/// <summary>How many labels are of each band.</summary>
public static class LabelDistribution
{
    /// <summary>All five by name, best first as in seed-004; 0 where there is none.</summary>
    public static IReadOnlyDictionary<string, int> Of(Column outcomes)
    {
        var counts = new Dictionary<string, int>();
        foreach (string name in OutcomeNames.All.Reverse()) counts.Add(name, 0);
        for (int row = 0; row < outcomes.Length; row++)
            if (outcomes.Text(row) is { } name) counts[name]++;
        return counts;
    }
}
