using System.Text.Json.Nodes;
using Tauric.Engine.Time;
using Tauric.Pipelines.Decisions.Quality;
using Tauric.Pipelines.Decisions.Training;
using Tauric.Pipelines.Tests.Decisions.Outcomes;
using static Tauric.Pipelines.Tests.Decisions.Training.TrainingRows;

namespace Tauric.Pipelines.Tests.Decisions.Training;

public sealed class DescribeTrainingTests : IDisposable
{
    private readonly StepHarness _store = new();

    [Fact]
    public void Metadata_says_what_lies_beside_it()
    {
        PutDay(_store, OutcomeRows.Day, 40);
        WriteParts(_store);
        _store.Run(new AssessQuality(Sources));
        StepResult result = _store.Run(new DescribeTraining(Sources));
        Assert.Equal(5, result.Rows.Count);
        var row = result.Rows.Single(row => row.Key == "SIGNAL_GENERATION/2025/03/14").Fields;
        Assert.Equal(("dataset_20250314_signal_generation", "36", "3"),
            (row["dataset_id"], row["sample_count"], row["feature_count"]));
        Assert.Equal("training_datasets/SIGNAL_GENERATION/year=2025/month=03/day=14/", row["storage_location"]);
        Assert.Equal(UtcMicros.Format(OutcomeRows.At(39 + 30)), row["creation_timestamp"]);
        JsonObject labels = JsonNode.Parse(row["label_distribution"])!.AsObject();
        Assert.Equal(["EXCELLENT", "GOOD", "NEUTRAL", "POOR", "BAD"], labels.Select(label => label.Key));
        Assert.Equal(36, labels.Sum(label => (int)label.Value!));
        JsonNode features = JsonNode.Parse(row["feature_schema"])!;
        Assert.Equal("knows", (string?)features["feature_definitions"]![0]!["feature_name"]);
        Assert.Equal("decision_outcome", (string?)JsonNode.Parse(row["label_schema"])!["label_definitions"]![0]);
    }

    public void Dispose() => _store.Dispose();
}
