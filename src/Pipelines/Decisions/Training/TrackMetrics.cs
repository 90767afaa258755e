using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Decisions.Inputs;
using Tauric.Pipelines.Decisions.Outcomes;
using Tauric.Pipelines.Decisions.Quality;

namespace Tauric.Pipelines.Decisions.Training;

/// <summary>
/// How much was collected a day and type, how fast, and how good it is. Speed is that of the decisions, not of the run
/// that counts them: <c>processing_time_ms</c> is the mean from a decision to its being known, and rates are over the
/// time from the first to be known to the last.
/// </summary>
public sealed class TrackMetrics : Step
{
    public override string Name => "track_metrics";

    public override int Version => 2;

    public override Dataset Output => TrainingDatasets.Metrics;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        foreach (string key in upstream.Of(QualityReports.Dataset))
        {
            string day = key[^10..].Replace('/', '-');
            Read[] reads =
            [
                new(QualityReports.Dataset, key), new(OutcomeDatasets.Labels, day), new(DecisionInputs.Decisions, day),
            ];
            yield return new Partition(key, reads, new Scope(null, Day.Parse(day), Day.Parse(day)));
        }
    }

    public override void Run(Work work)
    {
        IReadOnlyList<CheckResult> results =
            QualityReports.ResultsOf(work.Rows(QualityReports.Dataset)[0].Rows, 0);
        QualityMetrics metrics = QualityMetrics.Of(results);
        Column status = work.Rows(OutcomeDatasets.Labels)[0].Rows["status"];
        int labelled = Enumerable.Range(0, status.Length).Count(row => status.Bytes(row).SequenceEqual("labelled"u8));
        CheckResult features = results.Single(result => result.Check == "feature_cells");
        (double seconds, double delay) = TimesOf(work.Rows(DecisionInputs.Decisions)[0].Rows);
        using var rows = new BatchBuilder(Output.Schema);
        rows["timestamp"].Append(UtcMicros.From(Day.Parse(work.Key[^10..].Replace('/', '-')).AddDays(1)));
        rows["dataset_type"].AppendText(work.Key[..^11]);
        rows["samples_collected"].Append(status.Length);
        rows["features_engineered"].Append(features.Passed);
        rows["labels_generated"].Append(labelled);
        rows["processing_time_ms"].AppendMaybe(delay);
        rows["collection_rate_per_second"].AppendMaybe(status.Length / seconds);
        rows["feature_engineering_rate"].AppendMaybe(features.Passed / seconds);
        rows["data_completeness"].Append(metrics.CompletenessScore);
        rows["data_accuracy"].Append(metrics.AccuracyScore);
        rows["label_quality"].Append(new Passed(labelled, status.Length).Share);
        rows["feature_quality"].Append(new Passed(features.Passed, features.Checked).Share);
        rows["labeling_accuracy"].AppendNull();
        work.Write(rows.Build());
    }

    /// <summary>Seconds the decisions took to become known, and the mean of how late each did, ms; NaN without
    /// two.</summary>
    private static (double Seconds, double Delay) TimesOf(RecordBatch decisions)
    {
        ReadOnlySpan<long> decided = decisions["event_time"].Values<long>();
        ReadOnlySpan<long> known = decisions["known_at"].Values<long>();
        long first = long.MaxValue, last = long.MinValue, late = 0;
        for (int row = 0; row < known.Length; row++)
        {
            (first, last) = (Math.Min(first, known[row]), Math.Max(last, known[row]));
            late += known[row] - decided[row];
        }

        double seconds = last > first ? (last - first) / (double)UtcMicros.PerSecond : double.NaN;
        return (seconds, known.Length == 0 ? double.NaN : late / 1e3 / known.Length);
    }
}
