using System.Text.Json.Nodes;
using Tauric.Engine.Columnar;
using Tauric.Pipelines.Decisions;
using Tauric.Pipelines.Decisions.Quality;
using Tauric.Pipelines.Decisions.Training;
using Tauric.Pipelines.Tests.Decisions.Outcomes;
using Tauric.Pipelines.Tests.Decisions.Quality;

namespace Tauric.Pipelines.Tests.Decisions.Training;

public sealed class TrainingDaysTests
{
    private static readonly DateTimeOffset s_now = new(2025, 6, 24, 11, 0, 0, TimeSpan.Zero);

    /// <summary>Seed-004's example, counted: 10,000 samples over two of its days.</summary>
    private static readonly (string Day, int[] Bands)[] s_days =
        [("20250601", [1250, 2000, 4000, 1850, 0]), ("20250624", [0, 100, 300, 0, 500])];

    private static readonly string[] s_names = ["EXCELLENT", "GOOD", "NEUTRAL", "POOR", "BAD"];

    [Fact]
    public void The_example_of_the_specification_comes_out_of_two_days()
    {
        TrainingDatasetGenerated made = Made(s_now);
        JsonNode json = JsonNode.Parse(made.ToJson())!;
        Assert.Equal("2025-06-24T11:00:00.000Z", (string?)json["timestamp"]);
        JsonNode expected = JsonNode.Parse("""
            {"dataset_id":"dataset_20250601_signal_generation_to_20250624","dataset_type":"SIGNAL_GENERATION",
             "sample_count":10000,"feature_count":247,
             "label_distribution":{"BAD":500,"EXCELLENT":1250,"GOOD":2100,"NEUTRAL":4300,"POOR":1850},
             "data_period":{"start_date":"2025-06-01","end_date":"2025-06-24"},"quality_score":0.9429}
            """)!;
        Assert.True(JsonNode.DeepEquals(expected, json["training_dataset"]), json["training_dataset"]!.ToJsonString());
        Assert.Equal(QualityMetricsTests.Seed, made.DataQualityMetrics);
        Assert.Equal(0.94, Math.Round(made.TrainingDataset.QualityScore, 2));
    }

    [Fact]
    public void Sending_again_is_the_same_event()
    {
        Assert.Equal(Made(s_now).EventId, Made(s_now.AddHours(1)).EventId);
        Assert.True(Guid.TryParse(Made(s_now).EventId, out _));
    }

    private static TrainingDatasetGenerated Made(DateTimeOffset now)
    {
        var days = new TrainingDays();
        foreach ((string day, int[] bands) in s_days)
        {
            using RecordBatch metadata = Metadata(day, bands), quality = Quality();
            days.Add(metadata, quality);
        }

        return days.ToEvent(now);
    }

    private static RecordBatch Metadata(string day, int[] bands) => OutcomeRows.Batch(TrainingDatasets.Metadata,
    [
        [
            "id", $"dataset_{day}_signal_generation", "SIGNAL_GENERATION", 0L, bands.Sum(), 247,
            "{" + string.Join(',', s_names.Zip(bands, (name, count) => $"\"{name}\":{count}")) + "}",
            0.9, "there", "{}", "{}",
        ],
    ]);

    private static RecordBatch Quality()
    {
        (QualityDimension, long)[] scores =
        [
            (QualityDimension.Completeness, 98), (QualityDimension.Accuracy, 96), (QualityDimension.Consistency, 92),
            (QualityDimension.Timeliness, 99), (QualityDimension.Validity, 95), (QualityDimension.Uniqueness, 100),
        ];
        CheckResult[] results = [.. scores.Select(s => new CheckResult($"{s.Item1}", s.Item1, false, s.Item2, 100))];
        using var rows = new BatchBuilder(QualityReports.Dataset.Schema);
        foreach (string column in (string[])["id", "dataset_id", "quality_metrics", "anomaly_results", "data_lineage"])
            rows[column].AppendText("");
        rows["validation_results"].AppendText(System.Text.Json.JsonSerializer.Serialize(
            results, StoredJson.Default.IReadOnlyListCheckResult));
        rows["report_timestamp"].Append(0L);
        rows["quality_score"].Append(0.9);
        rows["gates_passed"].AppendBool(true);
        return rows.Build();
    }
}
