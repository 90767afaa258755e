using Tauric.Pipelines.Decisions.Quality;
using Tauric.Pipelines.Decisions.Training;
using Tauric.Pipelines.Tests.Decisions.Outcomes;
using static Tauric.Pipelines.Tests.Decisions.Training.TrainingRows;

namespace Tauric.Pipelines.Tests.Decisions.Training;

public sealed class TrackMetricsTests : IDisposable
{
    private readonly StepHarness _store = new();

    [Fact]
    public void A_day_is_counted()
    {
        PutDay(_store, OutcomeRows.Day, 40);
        WriteParts(_store);
        _store.Run(new AssessQuality(Sources));
        var row = _store.Run(new TrackMetrics(), "SIGNAL_GENERATION/2025/03/14").Rows.Single().Fields;
        Assert.Equal("2025-03-15T00:00:00Z", row["timestamp"]);
        Assert.Equal(("40", "36", "0.9"), (row["samples_collected"], row["labels_generated"], row["label_quality"]));
        // 36 rows of 3 features; decisions 0, 4, …, 36 have no mood, and none of those is a tenth one.
        Assert.Equal($"{(36 * 3) - 10}", row["features_engineered"]);
        Assert.Equal("~", row["labeling_accuracy"]);
        double seconds = (OutcomeRows.At(39) - OutcomeRows.At(0)) / 1e6;
        Assert.Equal(40 / seconds, double.Parse(row["collection_rate_per_second"]), 1e-9);
        Assert.Equal(((36 * 3) - 10) / seconds, double.Parse(row["feature_engineering_rate"]), 1e-9);
        Assert.Equal("0", row["processing_time_ms"]);
    }

    public void Dispose() => _store.Dispose();
}
