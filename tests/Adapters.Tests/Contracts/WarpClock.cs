namespace Tauric.Adapters.Tests.Contracts;

/// <summary>
/// Time that passes at once as soon as somebody waits for it. Waits longer than an hour are for what else may happen:
/// they end when the test says so.
/// </summary>
internal sealed class WarpClock(DateTimeOffset now) : TimeProvider
{
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _waits = [];
    private readonly List<Timer> _long = [];
    private DateTimeOffset _now = now;

    public WarpClock(int year, int month, int day)
        : this(new DateTimeOffset(year, month, day, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Waits for what should come before, as are those longer than an hour.</summary>
    public IReadOnlyList<TimeSpan> Patience { get; init; } = [];

    /// <summary>What was waited for so far.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_lock) return [.. _waits];
        }
    }

    public void Pass(TimeSpan span)
    {
        lock (_lock) _now += span;
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now;
    }

    /// <summary>Lets those who wait for so long, and longer than an hour, wait no more.</summary>
    public void Expire(TimeSpan due)
    {
        Timer[] over;
        lock (_lock) over = [.. _long.Where(timer => timer.Due == due)];
        foreach (Timer timer in over) timer.Callback();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private void Passed(TimeSpan wait)
    {
        lock (_lock)
        {
            _waits.Add(wait);
            _now += wait;
        }
    }

    private sealed class Timer(WarpClock clock, Action callback) : ITimer
    {
        public Action Callback => callback;

        public TimeSpan Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime;
            lock (clock._lock) clock._long.Remove(this);
            if (dueTime == Timeout.InfiniteTimeSpan) return true;
            if (dueTime > s_longest || clock.Patience.Contains(dueTime))
            {
                lock (clock._lock) clock._long.Add(this);
                return true;
            }

            clock.Passed(dueTime);
            ThreadPool.QueueUserWorkItem(_ => callback());
            return true;
        }

        public void Dispose()
        {
            lock (clock._lock) clock._long.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
