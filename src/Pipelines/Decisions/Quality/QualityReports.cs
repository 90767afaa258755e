using System.Text.Json;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using static Tauric.Pipelines.Decisions.DecisionInputs;

namespace Tauric.Pipelines.Decisions.Quality;

/// <summary>Seed-004's <c>data_quality_reports</c>: a row a dataset and day; JSON in snake_case.</summary>
public static class QualityReports
{
    /// <summary>
    /// <c>quality_score</c> is <see cref="QualityMetrics.Overall"/>; <c>gates_passed</c> says whether every check that
    /// nothing may fail was passed by all.
    /// </summary>
    public static readonly Dataset Dataset = new("data_quality_reports",
        new Schema(
            Text("id"), Text("dataset_id"), Text("quality_metrics"), Text("validation_results"),
            MaybeText("anomaly_results"), Text("data_lineage"), Time("report_timestamp"), Number("quality_score"),
            new Field("gates_passed", ArrowType.Bool, Nullable: false)),
        Key: "type/year/month/day", Path: "training_datasets/{0}/year={1}/month={2}/day={3}/quality.json",
        Format: "json")
    {
        IsOutcome = true,
        Table = new PublishedTable(
            "data_quality_reports", "id", "dataset_id", "quality_metrics", "validation_results", "anomaly_results",
            "data_lineage", "report_timestamp", "quality_score", "gates_passed"),
    };

    /// <summary>The results a row of reports was made of.</summary>
    public static IReadOnlyList<CheckResult> ResultsOf(RecordBatch reports, int row) =>
        JsonSerializer.Deserialize(
            reports["validation_results"].Bytes(row), StoredJson.Default.IReadOnlyListCheckResult)!;
}

/// <param name="Inputs">Partitions a report was made of, named <c>dataset/key</c>.</param>
public sealed record QualityLineage(IReadOnlyList<string> Inputs);

/// <summary>What in a column is unusual: values far outside, and drift that is believed.</summary>
/// <param name="ColumnsTested">Columns with rows enough to judge drift.</param>
public sealed record AnomalyResults(
    IReadOnlyList<Anomaly> Anomalies, int ColumnsTested, IReadOnlyList<DriftFinding> Drift);

/// <param name="Column">That moved.</param>
public sealed record DriftFinding(string Column, double Psi, double PsiThreshold, double P, double Ks, double KsP);
