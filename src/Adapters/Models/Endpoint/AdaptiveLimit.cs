namespace Tauric.Adapters.Models.Endpoint;

/// <summary>
/// How many exchanges may be under way: one more after each round that went well, half as many when the server says
/// that it is too much, fewer when answers take several times what the quickest took (additive increase,
/// multiplicative decrease, as in TCP's congestion control).
/// </summary>
internal sealed class AdaptiveLimit(int max, TimeProvider clock)
{
    private const double SlowFactor = 4, Forgetting = 1.02;

    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private double _limit = Math.Min(4, max);
    private double _quickest = double.PositiveInfinity;   // Seconds.
    private long _reducedAt = long.MinValue;
    private int _inside;

    /// <summary>Now.</summary>
    public int Limit
    {
        get
        {
            lock (_lock) return (int)_limit;
        }
    }

    /// <summary>Waits for its turn.</summary>
    /// <returns>When it began: a timestamp of the clock.</returns>
    public async Task<long> EnterAsync(CancellationToken cancelled)
    {
        TaskCompletionSource? turn = null;
        lock (_lock)
        {
            if (_inside < (int)_limit) _inside++;
            else _waiting.Enqueue(turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        if (turn is not null)
        {
            using CancellationTokenRegistration stop = cancelled.Register(() => turn.TrySetCanceled(cancelled));
            await turn.Task.ConfigureAwait(false);
        }

        return clock.GetTimestamp();
    }

    /// <summary>An exchange went well.</summary>
    public void Succeeded(long began)
    {
        double seconds = clock.GetElapsedTime(began).TotalSeconds;
        lock (_lock)
        {
            _quickest = Math.Min(seconds, _quickest * Forgetting);
            if (seconds > _quickest * SlowFactor) Reduce(began, 0.9);
            else _limit = Math.Min(max, _limit + (1 / _limit));
            Leave();
        }
    }

    /// <summary>An exchange failed.</summary>
    /// <param name="isTooMuch">The server refused it because there are too many, or did not get to it.</param>
    public void Failed(long began, bool isTooMuch)
    {
        lock (_lock)
        {
            if (isTooMuch) Reduce(began, 0.5);
            Leave();
        }
    }

    /// <summary>Once for all that were under way together: they tell of the same moment.</summary>
    private void Reduce(long began, double factor)
    {
        if (began <= _reducedAt) return;
        _reducedAt = clock.GetTimestamp();
        _limit = Math.Max(1, _limit * factor);
    }

    private void Leave()
    {
        _inside--;
        while (_inside < (int)_limit && _waiting.TryDequeue(out TaskCompletionSource? next))
            if (next.TrySetResult()) _inside++;   // Who was cancelled meanwhile has no turn.
    }
}
