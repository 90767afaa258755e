using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Decisions.Training;
using Tauric.Pipelines.Tests.Decisions.Outcomes;
using static Tauric.Pipelines.Tests.Decisions.Training.TrainingRows;

namespace Tauric.Pipelines.Tests.Decisions.Training;

public sealed class WriteTrainingPartTests : IDisposable
{
    private readonly StepHarness _store = new();

    [Fact]
    public void The_five_files_of_a_day_lie_where_the_specification_wants_them()
    {
        PutDay(_store, OutcomeRows.Day, 12);
        string[] paths =
        [
            .. from type in TrainingType.All
               from part in TrainingPart.Of(type, Sources)
               from partition in _store.Run(new WriteTrainingPart(part, new TrainingOptions())).Partitions
               select new ObjectPath(part.Output).Render(partition.Key, RecordBatch.Empty(part.Output.Schema), 0),
        ];
        Assert.Equal(25, paths.Distinct().Count());
        Assert.Equal(
            ["decision_context", "market_context", "execution_context", "feature_vectors", "outcome_labels"],
            paths[..5].Select(Path.GetFileNameWithoutExtension));
        Assert.StartsWith("training_datasets/SIGNAL_GENERATION/year=2025/month=03/day=14/decision_", paths[0]);
    }

    [Fact]
    public void Every_file_has_the_labelled_decisions_in_one_order()
    {
        PutDay(_store, OutcomeRows.Day, 30);
        string[][] ids = [.. TrainingPart.Of(TrainingType.All[0], Sources)
            .Select(part => _store.Run(new WriteTrainingPart(part, new TrainingOptions())))
            .Select(result => result.All("decision_id").ToArray())];
        Assert.Equal(27, ids[0].Length);   // Every tenth cannot be labelled.
        Assert.All(ids, same => Assert.Equal(ids[0], same));
    }

    [Fact]
    public void A_type_takes_its_families_and_its_labels()
    {
        PutDay(_store, OutcomeRows.Day, 3);
        Assert.Equal(["decision_id", "symbol", "event_time", "knows", "noise"],
            Columns(Part("RISK_PREDICTION", "feature_vectors")));
        Assert.Equal(["decision_id", "symbol", "event_time", "risk_adjusted_return", "decision_outcome",
            "timing_quality", "span_start", "span_end", "sample_uniqueness", "rule_version", "split"],
            Columns(Part("RISK_PREDICTION", "outcome_labels")));
    }

    [Fact]
    public void Training_labels_that_reach_into_validation_or_its_embargo_are_purged()
    {
        // Decisions at 14:30, 14:31, … 23:59 with 30 minutes ahead.
        PutDay(_store, OutcomeRows.Day, 570);
        PutDay(_store, Second, 12);
        var options = new TrainingOptions { ValidationFrom = new DateOnly(2025, 3, 15), EmbargoMinutes = 5 };
        StepResult labels = _store.Run(new WriteTrainingPart(Part("SIGNAL_GENERATION", "outcome_labels"), options));
        // Purged: end at or after 23:55, so decided from 23:25 = minute 535 on; unlabelled ones do not count.
        Assert.Equal(Enumerable.Range(535, 570 - 535).Where(i => i % 10 != 9).Select(i => $"d{i:D4}"),
            labels.Rejects.Select(reject => reject.Where));
        Assert.Equal("train", labels.Rows[0].Fields["split"]);
        Assert.All(labels.Rows.Where(row => row.Key == "2025/03/15"),
            row => Assert.Equal("validation", row.Fields["split"]));
        StepResult features = _store.Run(new WriteTrainingPart(Part("SIGNAL_GENERATION", "feature_vectors"), options));
        Assert.Equal(labels.All("decision_id"), features.All("decision_id"));
        Assert.Empty(features.Rejects);
    }

    [Fact]
    public void A_decision_that_a_source_does_not_have_is_refused()
    {
        PutDay(_store, OutcomeRows.Day, 3);
        _store.Put(Sources.Features, OutcomeRows.Day, RecordBatch.Empty(Sources.Features.Schema));
        StepResult result = _store.Run(new WriteTrainingPart(
            Part("SIGNAL_GENERATION", "feature_vectors"), new TrainingOptions()));
        Assert.Equal(["no-row", "no-row", "no-row"], result.Reasons);
    }

    public void Dispose() => _store.Dispose();

    private static IEnumerable<string> Columns(TrainingPart part) => part.Output.Schema.Fields.Select(f => f.Name);
}
