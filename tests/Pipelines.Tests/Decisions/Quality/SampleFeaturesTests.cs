using Tauric.Pipelines.Decisions.Quality;
using Tauric.Pipelines.Tests.Decisions.Outcomes;
using Tauric.Pipelines.Tests.Decisions.Training;

namespace Tauric.Pipelines.Tests.Decisions.Quality;

public sealed class SampleFeaturesTests : IDisposable
{
    private readonly StepHarness _store = new();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(99, 99)]
    [InlineData(100, 100)]
    [InlineData(101, 100)]
    [InlineData(730, 100)]
    public void A_day_keeps_a_hundred_rows_in_order_and_evenly_spread(int decisions, int kept)
    {
        TrainingRows.PutDay(_store, OutcomeRows.Day, decisions);
        int[] ids = [.. _store.Run(new SampleFeatures(TrainingRows.Sources)).Rows
            .Select(row => int.Parse(row.Fields["decision_id"][1..])).Reverse()];   // Features come newest first here.
        Assert.Equal(kept, ids.Length);
        int[] steps = [.. ids.Zip(ids.Skip(1), (a, b) => b - a).Distinct().Order()];
        Assert.All(steps, step => Assert.InRange(step, decisions / kept, ((decisions - 1) / kept) + 1));
    }

    public void Dispose() => _store.Dispose();
}
