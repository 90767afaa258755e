using System.Runtime.ExceptionServices;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Inference;

/// <summary>An answer and the index of its request among those its caller asked.</summary>
internal readonly record struct Answered(int Index, TextAnswer Answer);

/// <summary>A thread that waits for answers.</summary>
internal sealed class Caller
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _arrival = new();
    private List<Answered> _arrived = [];
    private Exception? _failure;

    /// <summary>What it still waits for.</summary>
    public HashSet<Pending> Waiting { get; } = [];

    public void Receive(IReadOnlyList<Answered> answers)
    {
        lock (_lock)
        {
            _arrived.AddRange(answers);
            _arrival.TrySetResult();
        }
    }

    public void Fail(Exception error)
    {
        lock (_lock)
        {
            _failure = error;
            _arrival.TrySetResult();
        }
    }

    /// <summary>Blocks until some answers are there.</summary>
    public IReadOnlyList<Answered> Next(CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        _arrival.Task.Wait(cancelled);   // On a task, the pool knows that its thread waits, and starts another.
        lock (_lock)
        {
            List<Answered> some = _arrived;
            if (_failure is null) _arrival = new TaskCompletionSource();
            else if (some.Count == 0) ExceptionDispatchInfo.Throw(_failure);
            _arrived = [];
            return some;
        }
    }
}

/// <summary>A request on its way, and who waits for it.</summary>
internal sealed class Pending(WrittenRequest request, Hash256 key)
{
    private readonly List<(Caller Caller, int Index)> _waiting = [];

    public WrittenRequest Request { get; } = request;

    public Hash256 Key { get; } = key;

    /// <summary>Null until a lane has taken it.</summary>
    public Call? Call { get; set; }

    public bool IsWanted => _waiting.Count > 0;

    public void Join(Caller caller, int index)
    {
        _waiting.Add((caller, index));
        caller.Waiting.Add(this);
    }

    public void Leave(Caller caller) => _waiting.RemoveAll(w => w.Caller == caller);

    public void Deliver(TextAnswer answer, Dictionary<Caller, List<Answered>> byCaller)
    {
        foreach ((Caller caller, int index) in _waiting)
        {
            caller.Waiting.Remove(this);
            if (!byCaller.TryGetValue(caller, out List<Answered>? some)) byCaller.Add(caller, some = []);
            some.Add(new Answered(index, answer));
        }

        _waiting.Clear();
    }
}

/// <summary>Requests with one instruction and prefix that wait for a lane.</summary>
internal sealed class Group(Hash256 key)
{
    public Hash256 Key { get; } = key;

    public List<Pending> Waiting { get; } = [];
}

/// <summary>One call of the model.</summary>
internal sealed class Call(CancellationToken stopped) : IDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(stopped);

    public IReadOnlyList<Pending> Pendings { get; private set; } = [];

    /// <summary>Requests of it that somebody waits for.</summary>
    public int Wanted { get; set; }

    public CancellationToken Stopped => _stop.Token;

    public void Take(IEnumerable<Pending> pendings)
    {
        Pendings = [.. pendings];
        Wanted = Pendings.Count;
        foreach (Pending pending in Pendings) pending.Call = this;
    }

    public void Stop()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended meanwhile.
        }
    }

    public void Dispose() => _stop.Dispose();
}
