using System.Globalization;
using System.Text.Json;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Decisions.Inputs;
using Tauric.Pipelines.Decisions.Outcomes;
using Tauric.Pipelines.Decisions.Training;

namespace Tauric.Pipelines.Decisions.Quality;

/// <summary>
/// Judges a day of every training dataset: its decisions by the checks, its cells, its values, and the features it
/// takes against those of the days before; of all decisions, labelled or not, so that the types read the same rows.
/// </summary>
public sealed class AssessQuality(TrainingSources sources) : Step
{
    /// <summary>Days before a day that its features are compared with.</summary>
    public const int ReferenceDays = 20;

    private readonly Dictionary<string, IReadOnlyList<TrainingPart>> _parts =
        TrainingType.All.ToDictionary(type => type.Name, type => TrainingPart.Of(type, sources));

    public override string Name => "assess_quality";

    public override int Version => 4;

    public override Dataset Output => QualityReports.Dataset;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
    [
        new("reference_days", ReferenceDays.ToString(CultureInfo.InvariantCulture)),
    ];

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        string[] days = [.. upstream.Of(sources.FeatureSamples)];
        foreach ((string type, IReadOnlyList<TrainingPart> parts) in _parts)
        {
            foreach (string key in upstream.Of(FeaturesOf(parts)))
            {
                string day = key.Replace('/', '-');
                DateOnly date = Day.Parse(day);
                int at = Array.IndexOf(days, day);
                Read[] reads =
                [
                    new(OutcomeDatasets.Facts, day), .. parts.Select(part => new Read(part.Output, key)),
                    new(sources.Features, day),
                    .. days[Math.Max(0, at - ReferenceDays)..at].Select(d => new Read(sources.FeatureSamples, d)),
                ];
                yield return new Partition($"{type}/{key}", reads, new Scope(null, date, date));
            }
        }
    }

    public override void Run(Work work)
    {
        (string type, string key) = (work.Key[..^11], work.Key[^10..]);
        IReadOnlyList<TrainingPart> parts = _parts[type];
        RecordBatch facts = work.Rows(OutcomeDatasets.Facts)[0].Rows;
        RecordBatch current = work.Rows(FeaturesOf(parts))[0].Rows;
        RecordBatch labels = work.Rows(parts.Single(part => part.IsLabels).Output)[0].Rows;
        List<CheckResult> results =
        [
            CellsOf("feature_cells", current), CellsOf("label_cells", labels), .. Ask(facts), DistinctIds(facts),
        ];
        AnomalyResults anomalies = Unusual(current, work.Rows(sources.Features)[0].Rows,
            [.. work.Rows(sources.FeatureSamples).Select(day => day.Rows)]);
        Write(work, TrainingIds.Of(type, key), facts, results, anomalies,
            [.. parts.Select(part => $"{part.Output}/{key}"), $"{OutcomeDatasets.Facts}/{key.Replace('/', '-')}"]);
    }

    private static Dataset FeaturesOf(IReadOnlyList<TrainingPart> parts) =>
        parts.Single(part => part.Name == "feature_vectors").Output;

    /// <summary>Cells that may be null and are not.</summary>
    private static CheckResult CellsOf(string name, RecordBatch rows)
    {
        long cells = 0, nulls = 0;
        for (int c = 0; c < rows.Schema.Count; c++)
        {
            if (!rows.Schema[c].Nullable) continue;
            (cells, nulls) = (cells + rows.Length, nulls + rows[c].NullCount);
        }

        return new CheckResult(name, QualityDimension.Completeness, IsGate: false, cells - nulls, cells);
    }

    private static IEnumerable<CheckResult> Ask(RecordBatch rows)
    {
        var facts = new FactColumns(rows);
        var passed = new Passed[QualityCheck.All.Count];
        for (int row = 0; row < rows.Length; row++)
        {
            OutcomeFact fact = facts.At(row);
            for (int i = 0; i < passed.Length; i++)
                if (QualityCheck.All[i].Passes(fact) is { } passes) passed[i] = passed[i].And(passes);
        }

        return QualityCheck.All.Select((check, i) =>
            new CheckResult(check.Name, check.Dimension, check.IsGate, passed[i].Count, passed[i].Of));
    }

    private static CheckResult DistinctIds(RecordBatch facts)
    {
        Column ids = facts["decision_id"];
        int distinct = Enumerable.Range(0, facts.Length).Select(row => ids.Text(row)).Distinct().Count();
        return new CheckResult(
            "decision_ids_distinct", QualityDimension.Uniqueness, IsGate: true, distinct, facts.Length);
    }

    private static AnomalyResults Unusual(RecordBatch current, RecordBatch day, RecordBatch[] before)
    {
        var anomalies = new List<Anomaly>();
        var drift = new List<DriftFinding>();
        foreach (Field field in current.Schema.Fields.Where(field => field.Type is FloatType))
        {
            if (Anomaly.Of(field.Name, Known(current[field.Name])) is { } anomaly) anomalies.Add(anomaly);
            double[] reference = [.. before.SelectMany(rows => Known(rows[field.Name]))];
            if (DriftTest.Of(reference, Known(day[field.Name])) is not { } test) continue;
            drift.Add(new DriftFinding(field.Name, test.Psi, test.PsiThreshold, test.P, test.Ks, test.KsP));
        }

        bool[] believed = FalseDiscovery.Reject([.. drift.Select(found => found.P)], DriftTest.FalseAlarms);
        return new AnomalyResults(anomalies, drift.Count, [.. drift.Where((_, i) => believed[i])]);
    }

    private static double[] Known(Column column)
    {
        ReadOnlySpan<double> values = column.Values<double>();
        if (column.NullCount == 0) return values.ToArray();
        var known = new List<double>(values.Length);
        for (int row = 0; row < values.Length; row++)
            if (!column.IsNull(row)) known.Add(values[row]);
        return [.. known];
    }

    private void Write(Work work, string datasetId, RecordBatch facts, List<CheckResult> results,
        AnomalyResults anomalies, string[] inputs)
    {
        QualityMetrics metrics = QualityMetrics.Of(results);
        using var rows = new BatchBuilder(Output.Schema);
        rows["id"].AppendText(StableId.Of($"data_quality_report/{datasetId}"));
        rows["dataset_id"].AppendText(datasetId);
        rows["quality_metrics"].AppendText(JsonSerializer.Serialize(metrics, StoredJson.Default.QualityMetrics));
        rows["validation_results"].AppendText(
            JsonSerializer.Serialize(results, StoredJson.Default.IReadOnlyListCheckResult));
        rows["anomaly_results"].AppendText(JsonSerializer.Serialize(anomalies, StoredJson.Default.AnomalyResults));
        rows["data_lineage"].AppendText(
            JsonSerializer.Serialize(new QualityLineage(inputs), StoredJson.Default.QualityLineage));
        rows["report_timestamp"].Append(TrainingIds.AsOf(facts, work.Key[^10..]));
        rows["quality_score"].Append(metrics.Overall);
        rows["gates_passed"].AppendBool(results.TrueForAll(result => result.OpensGate));
        work.Write(rows.Build());
    }
}
