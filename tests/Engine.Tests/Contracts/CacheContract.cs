using System.Text;
using Tauric.Engine.Contracts;

namespace Tauric.Engine.Tests.Contracts;

/// <summary>What every cache keeps to.</summary>
public abstract class CacheContract
{
    private static readonly byte[] s_value = "value"u8.ToArray();

    /// <param name="clock">Its only notion of time.</param>
    protected abstract ICache Create(TimeProvider clock);

    [Fact]
    public void What_is_set_is_there_until_its_lifetime_is_over()
    {
        var clock = new HandClock();
        ICache cache = Create(clock);
        cache.Set("a", s_value, TimeSpan.FromMinutes(5));
        Assert.Equal(s_value, cache.Get("a"));
        clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(s_value, cache.Get("a"));
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(cache.Get("a"));
        Assert.Null(cache.Get("never"));
    }

    [Fact]
    public void Setting_again_replaces_value_and_lifetime()
    {
        var clock = new HandClock();
        ICache cache = Create(clock);
        cache.Set("a", s_value, TimeSpan.FromMinutes(1));
        cache.Set("a", "other"u8, TimeSpan.FromMinutes(3));
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("other", Encoding.UTF8.GetString(cache.Get("a")!));
    }

    [Fact]
    public void What_is_removed_is_gone_and_its_neighbours_stay()
    {
        ICache cache = Create(new HandClock());
        cache.Set("a", s_value, TimeSpan.FromMinutes(1));
        cache.Set("A", s_value, TimeSpan.FromMinutes(1));
        cache.Remove("a");
        cache.Remove("a");
        Assert.Null(cache.Get("a"));
        Assert.NotNull(cache.Get("A"));
    }

    [Fact]
    public void What_was_given_out_or_taken_in_is_not_shared()
    {
        ICache cache = Create(new HandClock());
        byte[] value = [.. s_value];
        cache.Set("a", value, TimeSpan.FromMinutes(1));
        value[0] = 0;
        cache.Get("a")![0] = 0;
        Assert.Equal(s_value, cache.Get("a"));
    }

    [Fact]
    public void A_lifetime_of_nothing_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Create(new HandClock()).Set("a", s_value, TimeSpan.Zero));

    [Fact]
    public void Many_threads_see_whole_values()
    {
        ICache cache = Create(new HandClock());
        Parallel.For(0, 2_000, i =>
        {
            byte[] own = [.. Enumerable.Repeat((byte)i, 64)];
            cache.Set($"k{i % 7}", own, TimeSpan.FromMinutes(1));
            if (cache.Get($"k{(i + 3) % 7}") is { } seen) Assert.Single(seen.Distinct());
        });
    }

    /// <summary>Time goes on when it is told to.</summary>
    protected sealed class HandClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;

        public override long GetTimestamp() => _ticks;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(_ticks);
    }
}
