using Tauric.Native.Llama;

namespace Tauric.Adapters.Models.Llama;

/// <summary>
/// Answers requests that share a prefix, on one context. The prefix is decoded once and forked; each suffix is decoded
/// by itself; then all answers grow together, a token a step, and the next request enters when one ends.
/// </summary>
/// <remarks>
/// That an answer is the same to the bit in any company rests on how llama.cpp sums on a processor. Attention visits
/// the cells of a sequence in their order in memory, so where sequences share one, a freed cell is not used again
/// before all are: cells only run out, and then a new wave begins. From 64 rows on it sums by tiles of cells, which lie
/// differently for each sequence, so only the prefix, which always lies at the start, is decoded in so many. A single
/// row takes yet another path, so it is not left alone.
/// </remarks>
internal sealed class Wave : IDisposable
{
    /// <summary>Fewer than the 64 from which attention is summed by tiles.</summary>
    public const int RowsMax = 63;

    private const int PrefixSequence = 0;
    private const int RowsUsual = 512;

    private readonly LlamaContext _context;
    private readonly LlamaTokenData[] _candidates;
    private readonly int _slots;
    private readonly LaneMemory _memory;
    private readonly List<RunningAnswer> _running = [];
    private readonly PriorityQueue<int, int> _free = new();
    private int[] _prefix = [];
    private bool _holdsPrefix;
    private int _cellsUsed;

    public Wave(LlamaWeights weights, LlamaOptions options, LaneMemory memory)
    {
        _slots = Math.Min(options.Slots, RowsMax - 1);
        _memory = memory;
        _candidates = new LlamaTokenData[weights.Vocabulary.Count];
        LlamaContextParams settings = LlamaApi.llama_context_default_params();
        // The prefix; where memory is shared, also a row for company and the cells of answers that have ended.
        int sequences = _slots + (memory.IsShared ? 3 : 1);
        settings.Context = (uint)(memory.IsShared ? memory.Cells : memory.Cells * sequences);
        settings.MicroBatch = (uint)Math.Min(memory.Cells, RowsUsual);
        settings.SequencesMax = (uint)sequences;
        settings.Threads = settings.ThreadsBatch = 1;
        settings.UnifiedMemory = memory.IsShared ? (byte)1 : (byte)0;
        settings.FlashAttention = FlashAttention.Enabled;
        _context = new LlamaContext(weights, settings);
    }

    /// <summary>Answers in any order, each as it is complete.</summary>
    /// <param name="answers">With <see cref="RunningAnswer.CellsMax"/> that fit beside the prefix.</param>
    public void Run(
        int[] prefix, Queue<RunningAnswer> answers, Action<RunningAnswer> answered, CancellationToken cancelled)
    {
        try
        {
            while (answers.Count > 0 || _running.Count > 0)
            {
                if (_running.Count == 0) Begin(prefix, cancelled);
                while (answers.Count > 0 && HasRoomFor(answers.Peek())) Enter(answers.Dequeue(), cancelled);
                if (_running.Count > 0) Step(cancelled);
                foreach (RunningAnswer done in _running.Where(HasEnded)) Leave(done, answered);
                _running.RemoveAll(HasEnded);
            }
        }
        catch
        {
            _holdsPrefix = false;
            _running.Clear();
            throw;
        }
    }

    public void Dispose() => _context.Dispose();

    private static bool HasEnded(RunningAnswer answer) => answer.Answer is not null;

    private int SpareSequence => _slots + 1;

    private int EndedSequence => _slots + 2;

    private bool HasRoomFor(RunningAnswer answer) =>
        _free.Count > 0 && (!_memory.IsShared
            || _cellsUsed + _running.Sum(other => other.CellsMax) + answer.CellsMax < _memory.Cells);

    /// <summary>A memory that holds the prefix and nothing else.</summary>
    private void Begin(int[] prefix, CancellationToken cancelled)
    {
        if (_holdsPrefix && prefix.AsSpan().SequenceEqual(_prefix))
        {
            if (_memory.IsShared) _context.Forget(EndedSequence);
        }
        else
        {
            _holdsPrefix = false;
            _context.Clear();
            Decode(prefix, 0, PrefixSequence, _context.RowsMax, wantsOutput: false, cancelled);
            (_prefix, _holdsPrefix) = (prefix, true);
        }

        _cellsUsed = prefix.Length;
        _free.Clear();
        for (int sequence = 1; sequence <= _slots; sequence++) _free.Enqueue(sequence, sequence);
    }

    private void Enter(RunningAnswer answer, CancellationToken cancelled)
    {
        answer.Sequence = _free.Dequeue();
        _context.Fork(PrefixSequence, answer.Sequence);
        int row = Decode(answer.Suffix, _prefix.Length, answer.Sequence, RowsMax, wantsOutput: true, cancelled);
        answer.Continue(_context.Logits(row), _candidates);
        _running.Add(answer);
    }

    private void Leave(RunningAnswer answer, Action<RunningAnswer> answered)
    {
        _cellsUsed += answer.Cells;
        if (_memory.IsShared) _context.Fork(answer.Sequence, EndedSequence);
        _context.Forget(answer.Sequence);
        _free.Enqueue(answer.Sequence, answer.Sequence);
        answered(answer);
    }

    /// <summary>
    /// Sequences with a memory each are computed together where their numbers follow each other: the last move into
    /// the holes that ended ones have left.
    /// </summary>
    private void CloseHoles()
    {
        while (!_memory.IsShared && _free.TryPeek(out int hole, out _) && hole < _running[^1].Sequence)
        {
            RunningAnswer last = _running[^1];
            _context.Fork(last.Sequence, hole);
            _context.Forget(last.Sequence);
            _free.DequeueEnqueue(last.Sequence, last.Sequence);
            last.Sequence = hole;
            _running.Sort(BySequence);
        }
    }

    private static int BySequence(RunningAnswer one, RunningAnswer other) => one.Sequence.CompareTo(other.Sequence);

    private void Step(CancellationToken cancelled)
    {
        _running.Sort(BySequence);
        CloseHoles();
        int rows = 0;
        foreach (RunningAnswer answer in _running)
        {
            if (answer.Answer is not null) continue;
            _context.Add(answer.Next.Token, answer.Next.Position, answer.Sequence, wantsOutput: true);
            rows++;
        }

        if (rows == 0) return;
        Decode(cancelled);
        int row = 0;
        foreach (RunningAnswer answer in _running)
            if (answer.Answer is null) answer.Continue(_context.Logits(row++), _candidates);
    }

    /// <returns>Row of the last token in the last call.</returns>
    private int Decode(
        int[] tokens, int position, int sequence, int rowsMax, bool wantsOutput, CancellationToken cancelled)
    {
        int row = 0;
        for (int i = 0; i < tokens.Length; i++)
        {
            bool isLast = i == tokens.Length - 1;
            row = _context.Add(tokens[i], position + i, sequence, wantsOutput && isLast);
            if (isLast || _context.Rows == rowsMax) Decode(cancelled);
        }

        return row;
    }

    private void Decode(CancellationToken cancelled)
    {
        bool isAlone = _memory.IsShared && _context.Rows == 1;
        if (isAlone) _context.Add(0, 0, SpareSequence, wantsOutput: false);
        _context.Decode(cancelled);
        if (isAlone) _context.Forget(SpareSequence);
    }
}
