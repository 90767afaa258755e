using System.Runtime.ExceptionServices;

namespace Tauric.Kernels.Vectors;

/// <summary>Work that falls into items which do not depend on each other.</summary>
internal interface ITiledWork
{
    /// <param name="worker">Below the number of workers; no two items run on one worker at a time.</param>
    void Run(int item, int worker);
}

/// <summary>
/// Threads that share the items of one work after the other; the caller is one of them. Who takes which item varies
/// and must not matter. Own threads, because the pool's allocate and may be late.
/// </summary>
internal sealed class TileWorkers : IDisposable
{
    private readonly SemaphoreSlim _start = new(0);
    private readonly CountdownEvent _running;
    private readonly Thread[] _helpers;
    private ITiledWork? _work;
    private int _items;
    private int _next;
    private ExceptionDispatchInfo? _failure;

    public TileWorkers(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        Count = count;
        _running = new CountdownEvent(Math.Max(1, count - 1));
        _helpers = [.. Enumerable.Range(1, count - 1).Select(Helper)];
    }

    public int Count { get; }

    /// <summary>Returns when every item has run; throws what the first failing item threw.</summary>
    public void Run(ITiledWork work, int items)
    {
        int helpers = Math.Min(_helpers.Length, items - 1);
        (_work, _items, _next, _failure) = (work, items, 0, null);
        if (helpers > 0)
        {
            _running.Reset(helpers);
            _start.Release(helpers);
        }

        Take(worker: 0);
        if (helpers > 0) _running.Wait();
        _failure?.Throw();
    }

    public void Dispose()
    {
        _work = null;
        if (_helpers.Length > 0) _start.Release(_helpers.Length);
        foreach (Thread helper in _helpers) helper.Join();
        _start.Dispose();
        _running.Dispose();
    }

    private Thread Helper(int worker)
    {
        var thread = new Thread(() => Help(worker)) { IsBackground = true, Name = $"tiles {worker}" };
        thread.Start();
        return thread;
    }

    private void Help(int worker)
    {
        for (_start.Wait(); _work is not null; _start.Wait())
        {
            Take(worker);
            _running.Signal();
        }
    }

    private void Take(int worker)
    {
        try
        {
            for (int item; (item = Interlocked.Increment(ref _next) - 1) < _items;) _work!.Run(item, worker);
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);   // Told by the caller's thread.
        }
    }
}
