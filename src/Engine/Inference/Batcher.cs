using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Inference;

/// <summary>
/// Brings requests of many threads to a model in groups that share their prefix, as many at a time as the model has
/// lanes. What waits is bounded by bytes; one request that several ask for at the same time is asked once.
/// </summary>
/// <remarks>
/// Where answers are stable, a group takes whatever waits for its prefix when a lane becomes free. Where they are not,
/// a group is what one caller asked for, in its order, so that what stands beside a request is decided by the data and
/// not by the clock. A lane is a thread of its own: those of the pool wait for it, and may all be waiting.
/// </remarks>
internal sealed class Batcher : IDisposable
{
    /// <summary>What a request holds besides its prompt: bounds how many short ones wait.</summary>
    private const int RequestBytes = 4096;

    private readonly ITextModel _model;
    private readonly TextModelTraits _traits;
    private readonly AskedCounter _counter;
    private readonly MemoryGate _gate;
    private readonly BlockingCollection<Group> _groups = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread[] _lanes;
    private readonly Lock _lock = new();   // Guards all below, groups and pendings included.
    private readonly Dictionary<Hash256, Group> _open = [];
    private readonly Dictionary<Hash256, Pending> _pending = [];
    private readonly HashSet<Caller> _callers = [];
    private Exception? _failure;

    /// <param name="model">Borrowed.</param>
    /// <param name="bytesMax">Of requests that wait or are being answered.</param>
    public Batcher(ITextModel model, AskedCounter counter, long bytesMax)
    {
        _model = model;
        _traits = model.Traits;
        _counter = counter;
        _gate = new MemoryGate(bytesMax);
        _lanes = [.. Enumerable.Range(0, _traits.Lanes).Select(i =>
            new Thread(Lane) { Name = $"{_traits.Name} lane {i}", IsBackground = true })];
        foreach (Thread lane in _lanes) lane.Start();
    }

    /// <summary>Asks, blocking, and yields answers as they come, each with the index of its request.</summary>
    /// <exception cref="ResourceException">The model is gone; then it is for everybody.</exception>
    public IEnumerable<IReadOnlyList<Answered>> Ask(
        IReadOnlyList<WrittenRequest> requests, IReadOnlyList<RequestKey> keys, CancellationToken cancelled)
    {
        long bytes = requests.Sum(BytesOf);
        _gate.Enter(bytes, cancelled);
        var caller = new Caller();
        try
        {
            Add(caller, requests, keys);
            for (int left = requests.Count; left > 0;)
            {
                IReadOnlyList<Answered> some = caller.Next(cancelled);
                left -= some.Count;
                yield return some;
            }
        }
        finally
        {
            Leave(caller);
            _gate.Leave(bytes);
        }
    }

    /// <summary>Who still waits is told that it ended. Returns when the model is no longer used.</summary>
    public void Dispose()
    {
        Fail(new OperationCanceledException("the batcher was closed"));
        foreach (Thread lane in _lanes) lane.Join();
        _groups.Dispose();
        _stop.Dispose();
    }

    private static long BytesOf(WrittenRequest r) =>
        RequestBytes + (sizeof(char) * ((long)r.Prefix.Length + r.Suffix.Length + (r.Grammar?.Length ?? 0)));

    private void Add(Caller caller, IReadOnlyList<WrittenRequest> requests, IReadOnlyList<RequestKey> keys)
    {
        lock (_lock)
        {
            if (_failure is not null) ExceptionDispatchInfo.Throw(_failure);
            _callers.Add(caller);
            var mine = new Dictionary<Hash256, Group>();
            for (int i = 0; i < requests.Count; i++)
            {
                if (_traits.IsStable && _pending.TryGetValue(keys[i].Request, out Pending? same))
                {
                    same.Join(caller, i);
                    continue;
                }

                var pending = new Pending(requests[i], keys[i].Request);
                pending.Join(caller, i);
                if (_traits.IsStable) _pending.Add(pending.Key, pending);
                GroupFor(keys[i].Group, _traits.IsStable ? _open : mine).Waiting.Add(pending);
            }
        }
    }

    private Group GroupFor(Hash256 key, Dictionary<Hash256, Group> groups)
    {
        bool isFull(Group g) => !_traits.IsStable && g.Waiting.Count == _traits.GroupMax;
        if (groups.TryGetValue(key, out Group? group) && !isFull(group)) return group;
        groups[key] = group = new Group(key);
        _groups.Add(group);
        return group;
    }

    /// <summary>A caller waits no more: what nobody else waits for is dropped, or stopped.</summary>
    private void Leave(Caller caller)
    {
        List<Call> stopped = [];
        lock (_lock)
        {
            _callers.Remove(caller);
            foreach (Pending pending in caller.Waiting)
            {
                pending.Leave(caller);
                if (pending.IsWanted) continue;
                Forget(pending);
                if (pending.Call is { } call && --call.Wanted == 0) stopped.Add(call);
            }
        }

        foreach (Call call in stopped) call.Stop();
    }

    private void Lane()
    {
        foreach (Group group in _groups.GetConsumingEnumerable())
        {
            using var call = new Call(_stop.Token);
            if (Take(group, call)) Answer(call);
        }
    }

    /// <summary>As many as the model likes to get at once; what is left of the group queues again.</summary>
    private bool Take(Group group, Call call)
    {
        lock (_lock)
        {
            if (_failure is not null) return false;
            int count = Math.Min(group.Waiting.Count, _traits.GroupMax);
            call.Take(group.Waiting[..count].Where(p => p.IsWanted));
            group.Waiting.RemoveRange(0, count);
            if (group.Waiting.Count > 0) _groups.Add(group);
            else if (_open.GetValueOrDefault(group.Key) == group) _open.Remove(group.Key);
            return call.Wanted > 0;
        }
    }

    private void Answer(Call call)
    {
        try
        {
            using AskedCounter.Span span = _counter.Begin();
            IReadOnlyList<TextAnswer> answers = _model
                .AnswerAsync([.. call.Pendings.Select(p => p.Request)], _counter.Count, call.Stopped)
                .GetAwaiter().GetResult();
            if (answers.Count != call.Pendings.Count) throw new BugException(
                $"{_traits.Name} gave {answers.Count} answers to {call.Pendings.Count} requests.");
            Deliver(call, answers);
        }
        catch (OperationCanceledException) when (call.Stopped.IsCancellationRequested)
        {
            // Nobody waits for it.
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    private void Deliver(Call call, IReadOnlyList<TextAnswer> answers)
    {
        lock (_lock)
        {
            if (_failure is not null) return;
            var byCaller = new Dictionary<Caller, List<Answered>>();
            for (int i = 0; i < answers.Count; i++)
            {
                Forget(call.Pendings[i]);
                call.Pendings[i].Deliver(answers[i], byCaller);
            }

            foreach ((Caller caller, List<Answered> some) in byCaller) caller.Receive(some);
        }
    }

    private void Fail(Exception error)
    {
        lock (_lock)
        {
            if (_failure is not null) return;
            _failure = error;
            _groups.CompleteAdding();
            foreach (Caller caller in _callers) caller.Fail(error);
        }

        _stop.Cancel();
    }

    private void Forget(Pending pending)
    {
        if (_pending.GetValueOrDefault(pending.Key) == pending) _pending.Remove(pending.Key);
    }
}
