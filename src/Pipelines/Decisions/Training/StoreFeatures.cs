using System.Text.Json;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Decisions.Features;
using Tauric.Pipelines.Decisions.Inputs;

namespace Tauric.Pipelines.Decisions.Training;

/// <summary>Writes one category of features to the feature store, for every decision, labelled or not.</summary>
public sealed class StoreFeatures(TrainingSources sources, string family) : Step
{
    public override string Name => "store_features";

    public override int Version => 1;

    public override Dataset Output { get; } = TrainingDatasets.Store(sources, family);

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
        [new("columns", string.Join(' ', Output.Schema.Fields.Select(f => f.Name)))];

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) =>
        upstream.Of(sources.Features).Select(key => new Partition(
            WriteTrainingPart.DayKey(key), [new Read(sources.Features, key)],
            new Scope(null, Day.Parse(key), Day.Parse(key))));

    public override void Run(Work work)
    {
        RecordBatch features = work.Rows(sources.Features)[0].Rows;
        if (features.Length == 0) return;
        Column[] columns = [.. Output.Schema.Fields.Select(field => features[field.Name].Retain())];
        work.Write(new RecordBatch(Output.Schema, features.Length, columns));
    }
}

/// <summary>Publishes what every feature is.</summary>
public sealed class DefineFeatures(TrainingSources sources) : Step
{
    public override string Name => "define_features";

    public override int Version => 1;

    public override Dataset Output => TrainingDatasets.Definitions;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
        [.. sources.Definitions.Select(
            f => KeyValuePair.Create(f.Name, JsonSerializer.Serialize(f, RuleJson.Default.FeatureColumn)))];

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) => [new Partition("all", [])];

    public override void Run(Work work)
    {
        using var rows = new BatchBuilder(Output.Schema);
        foreach (FeatureColumn feature in sources.Definitions)
        {
            rows["id"].AppendText(StableId.Of($"feature_definition/{feature.Name}"));
            rows["feature_name"].AppendText(feature.Name);
            rows["feature_type"].AppendText(feature.Unit);
            rows["feature_category"].AppendText(feature.Family);
            rows["calculation_method"].AppendText(
                feature.Window is null ? feature.Definition : $"{feature.Definition} Window: {feature.Window}.");
            rows["normalization_method"].AppendText(feature.Normalisation);
            rows["data_sources"].AppendText(
                JsonSerializer.Serialize(feature.Inputs, StoredJson.Default.IReadOnlyListString));
            rows["enabled"].AppendBool(true);
        }

        work.Write(rows.Build());
    }
}
