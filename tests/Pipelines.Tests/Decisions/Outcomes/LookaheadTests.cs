using Tauric.Engine.Time;
using Tauric.Pipelines.Decisions.Outcomes;

namespace Tauric.Pipelines.Tests.Decisions.Outcomes;

public sealed class LookaheadTests
{
    private const long Minute = 60 * UtcMicros.PerSecond;

    [Fact]
    public void Time_weighs_the_mean_and_minutes_make_the_volatility()
    {
        // 100 for half a minute, 102 for one, 99 for the last half: by minutes 100, 102, 99.
        long[] times = [-Minute, Minute / 2, 3 * Minute / 2];
        double[] mids = [100, 102, 99];
        var path = Lookahead.Of(times, mids, mids, row: 0, from: 0, until: 2 * Minute);
        Assert.Equal((50 + 102 + 49.5) / 2, path.Twap, 1e-9);
        Assert.Equal((102, 99), (path.High, path.Low));
        Assert.Equal(Math.Sqrt((0.02 * 0.02) + (3.0 / 102 * 3 / 102)) * 1e4, path.VolatilityBps, 1e-9);
    }

    [Fact]
    public void Quotes_after_the_end_do_not_count_and_those_at_it_do()
    {
        long[] times = [0, Minute, Minute + 1];
        double[] mids = [100, 101, 500];
        var path = Lookahead.Of(times, mids, mids, row: 0, from: 0, until: Minute);
        Assert.Equal((100, 101, 100), (path.High - 1, path.High, path.Twap));
        Assert.Equal(100, path.VolatilityBps, 1e-9);
    }

    [Fact]
    public void The_last_part_of_a_minute_counts_too()
    {
        long[] times = [0, 80 * UtcMicros.PerSecond];
        double[] mids = [100, 101];
        Assert.Equal(
            100, Lookahead.Of(times, mids, mids, 0, 0, 90 * UtcMicros.PerSecond).VolatilityBps, 1e-9);
    }

    [Fact]
    public void Before_the_first_quote_nothing_is_known() =>
        Assert.Equal(double.NaN, Lookahead.Of([], [], [], row: -1, 0, Minute).Twap);
}
