using System.Globalization;
using Tauric.Pipelines.Decisions.Training;
using Tauric.Pipelines.Tests.Decisions.Outcomes;
using static Tauric.Pipelines.Tests.Decisions.Training.TrainingRows;

namespace Tauric.Pipelines.Tests.Decisions.Training;

public sealed class TrackImportanceTests : IDisposable
{
    private readonly StepHarness _store = new();

    [Fact]
    public void What_knows_the_outcome_is_important_and_noise_is_not()
    {
        PutDay(_store, OutcomeRows.Day, 400);
        WriteParts(_store);
        StepResult result = _store.Run(new TrackImportance(Sources));
        var signal = result.Rows.Where(row => row.Fields["dataset_type"] == "SIGNAL_GENERATION")
            .ToDictionary(row => row.Fields["feature_name"], row => row.Fields);
        Assert.Equal(1, Number(signal["knows"], "importance_score"), 1e-9);
        Assert.Equal(1, Number(signal["knows"], "correlation_with_outcome"), 1e-9);
        Assert.InRange(Number(signal["noise"], "importance_score"), 0, 0.15);
        Assert.Equal(Math.Log(5), Number(signal["knows"], "mutual_information"), 1e-3);
        Assert.True(Number(signal["knows"], "information_gain") > 5 * Number(signal["noise"], "information_gain"));
        Assert.Equal("260", signal["mood"]["rows"]);   // 360 labelled, of which 100 have no mood.
    }

    [Fact]
    public void Too_few_rows_say_nothing()
    {
        PutDay(_store, OutcomeRows.Day, 50);
        WriteParts(_store);
        Assert.Empty(_store.Run(new TrackImportance(Sources)).Rows);
    }

    public void Dispose() => _store.Dispose();

    private static double Number(IReadOnlyDictionary<string, string> row, string column) =>
        double.Parse(row[column], CultureInfo.InvariantCulture);
}
