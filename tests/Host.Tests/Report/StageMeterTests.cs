using Tauric.Host.Report;

namespace Tauric.Host.Tests.Report;

public sealed class StageMeterTests
{
    [Fact]
    public void Rates_count_from_the_first_partition_done()
    {
        var clock = new ManualClock();
        var meter = new StageMeter(clock);
        Assert.Null(meter.Observe(new StageCount("news", 100, 0, 0, 0)).Eta);
        clock.Advance(TimeSpan.FromHours(1));   // Waiting for inputs.
        Assert.Null(meter.Observe(new StageCount("news", 100, 10, 1_000, 0)).RowsPerSecond);
        clock.Advance(TimeSpan.FromSeconds(10));
        Stage stage = meter.Observe(new StageCount("news", 100, 30, 41_000, 5));
        Assert.Equal(("4,000 rows/s", "ETA 0:35", "30/100"), (stage.Rate, stage.Remaining, stage.Progress));
    }

    [Fact]
    public void What_is_finished_has_nothing_remaining()
    {
        var clock = new ManualClock();
        var meter = new StageMeter(clock);
        meter.Observe(new StageCount("news", 2, 1, 1, 0));
        clock.Advance(TimeSpan.FromSeconds(1));
        Stage stage = meter.Observe(new StageCount("news", 2, 2, 2, 0));
        Assert.True(stage.IsFinished);
        Assert.Equal("", stage.Remaining);
    }
}
