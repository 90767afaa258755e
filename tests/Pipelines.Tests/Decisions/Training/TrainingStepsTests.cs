using Tauric.Engine.Datasets;
using Tauric.Pipelines.Decisions.Features;
using Tauric.Pipelines.Decisions.Outcomes;
using Tauric.Pipelines.Decisions.Quality;
using Tauric.Pipelines.Decisions.Training;

namespace Tauric.Pipelines.Tests.Decisions.Training;

public sealed class TrainingStepsTests
{
    [Fact]
    public void The_sample_becomes_training_datasets_whose_labels_are_its_truth()
    {
        using var sample = new DecisionSampleRun();
        var outcomes = new OutcomeOptions { Benchmark = "SPY" };
        sample.Harness.Run(new OutcomeFacts(outcomes));
        sample.Harness.Run(new LabelOutcomes(outcomes));
        var results = new Dictionary<string, StepResult>();
        foreach (Step step in TrainingSteps.Of(TrainingSources.Standard, new TrainingOptions()))
            results.Add(step.Output.Name, sample.Harness.Run(step));

        Assert.Equal(5 * 5 + 5 + FeatureEngine.Families.Count + 1, results.Count);
        var truth = DecisionSampleRun.Truth().ToDictionary(fields => fields[0], fields => fields[^1]);
        StepResult labels = results["signal_generation_outcome_labels"];
        Assert.Equal(truth, labels.Rows.ToDictionary(
            row => row.Fields["decision_id"], row => row.Fields["decision_outcome"]));
        Assert.Equal(labels.All("decision_id"), results["signal_generation_feature_vectors"].All("decision_id"));
        Assert.Equal(10, results[TrainingDatasets.Metadata.Name].Rows.Count);   // Two days of five types.
        Assert.All(results[QualityReports.Dataset.Name].Rows, row =>
        {
            Assert.Equal("true", row.Fields["gates_passed"]);
            Assert.InRange(double.Parse(row.Fields["quality_score"]), 0.9, 1);
        });
    }
}
