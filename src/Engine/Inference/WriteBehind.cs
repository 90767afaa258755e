using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Inference;

/// <summary>
/// Keeps answers behind whoever asked for them, so that no lane of a model waits for a disk. Who brings one batch more
/// than there are lanes waits: a crash repeats what is in flight and at most one batch a lane that was on its way.
/// </summary>
internal sealed class WriteBehind(int lanes)
{
    private readonly MemoryGate _gate = new(lanes);   // Of batches, not bytes.
    private readonly ConcurrentDictionary<(string About, Hash256 Request), TextAnswer> _onTheirWay = [];
    private volatile ExceptionDispatchInfo? _failure;
    private volatile bool _isTold;

    /// <summary>An answer on its way. Look here before the shelf: what is not here any more is there.</summary>
    public TextAnswer? Find(string about, Hash256 request) => _onTheirWay.GetValueOrDefault((about, request));

    /// <summary>Throws what went wrong with a batch before.</summary>
    public void Keep(AnswerShelf shelf, string about, IReadOnlyList<KeyValuePair<Hash256, TextAnswer>> answers)
    {
        _gate.Enter(1, CancellationToken.None);
        if (_failure is not null)
        {
            _gate.Leave(1);
            Tell();
        }

        foreach ((Hash256 request, TextAnswer answer) in answers)
            if (answer.End != AnswerEnd.Refused) _onTheirWay[(about, request)] = answer;
        // A thread of its own: those of the pool may all be waiting for answers.
        new Thread(() => Put(shelf, about, answers)) { IsBackground = true, Name = "keeping answers" }.Start();
    }

    /// <summary>Returns when all is durable; throws what went wrong, unless somebody was told.</summary>
    public void Finish()
    {
        _gate.Enter(lanes, CancellationToken.None);
        _gate.Leave(lanes);
        if (!_isTold) Tell();
    }

    private void Put(AnswerShelf shelf, string about, IReadOnlyList<KeyValuePair<Hash256, TextAnswer>> answers)
    {
        try
        {
            shelf.Keep(answers);
        }
        catch (Exception e)
        {
            _failure ??= ExceptionDispatchInfo.Capture(e);   // Told by the next who keeps, or at the end.
        }

        foreach ((Hash256 request, _) in answers) _onTheirWay.TryRemove((about, request), out _);
        _gate.Leave(1);
    }

    private void Tell()
    {
        _isTold = true;
        _failure?.Throw();
    }
}
