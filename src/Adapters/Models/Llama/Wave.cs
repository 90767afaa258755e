using Tauric.Native.Llama;

namespace Tauric.Adapters.Models.Llama;

/// <summary>
/// Answers requests that share a prefix, on one context. The prefix is decoded once and forked; each suffix is decoded
/// by itself; then all answers grow together, a token a step, and the next request enters when one ends.
/// </summary>
/// <remarks>
/// That an answer is the same to the bit in any company rests on how llama.cpp sums on a processor. Attention visits
/// the cells of a sequence in their order in memory, so a freed cell is not used again before all are: cells only run
/// out, and then a new wave begins. From 64 rows on it sums by tiles of cells, which lie differently for each sequence,
/// so only the prefix, which always lies at the start, is decoded in so many. A single row takes yet another path, so
/// it is never alone.
/// </remarks>
internal sealed class Wave : IDisposable
{
    /// <summary>Fewer than the 64 from which attention is summed by tiles.</summary>
    public const int RowsMax = 63;

    private const int PrefixSequence = 0;
    private const int EndedSequence = 1;   // Keeps the cells of answers that have ended.
    private const int SpareSequence = 2;
    private const int FirstSequence = 3;

    private readonly LlamaContext _context;
    private readonly LlamaTokenData[] _candidates;
    private readonly int _slots;
    private readonly int _cells;
    private readonly List<RunningAnswer> _running = [];
    private readonly Stack<int> _sequences = [];
    private int[] _prefix = [];
    private bool _holdsPrefix;
    private int _cellsUsed;

    public Wave(LlamaWeights weights, LlamaOptions options, int cells)
    {
        _slots = Math.Min(options.Slots, RowsMax - 1);
        _cells = cells;
        _candidates = new LlamaTokenData[weights.Vocabulary.Count];
        LlamaContextParams settings = LlamaApi.llama_context_default_params();
        settings.Context = (uint)cells;
        settings.MicroBatch = (uint)Math.Min(cells, 512);
        settings.SequencesMax = (uint)(FirstSequence + _slots);
        settings.Threads = settings.ThreadsBatch = 1;
        settings.UnifiedMemory = 1;
        settings.FlashAttention = options.IsStable ? FlashAttention.Enabled : FlashAttention.Auto;
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

    private bool HasRoomFor(RunningAnswer answer) =>
        _sequences.Count > 0
        && _cellsUsed + _running.Sum(other => other.CellsMax) + answer.CellsMax < _cells;

    /// <summary>A memory that holds the prefix and nothing else.</summary>
    private void Begin(int[] prefix, CancellationToken cancelled)
    {
        if (_holdsPrefix && prefix.AsSpan().SequenceEqual(_prefix))
        {
            _context.Forget(EndedSequence);
        }
        else
        {
            _holdsPrefix = false;
            _context.Clear();
            Decode(prefix, 0, PrefixSequence, _context.RowsMax, wantsOutput: false, cancelled);
            (_prefix, _holdsPrefix) = (prefix, true);
        }

        _cellsUsed = prefix.Length;
        _sequences.Clear();
        for (int slot = _slots - 1; slot >= 0; slot--) _sequences.Push(FirstSequence + slot);
    }

    private void Enter(RunningAnswer answer, CancellationToken cancelled)
    {
        answer.Sequence = _sequences.Pop();
        _context.Fork(PrefixSequence, answer.Sequence);
        int row = Decode(answer.Suffix, _prefix.Length, answer.Sequence, RowsMax, wantsOutput: true, cancelled);
        answer.Continue(_context.Logits(row), _candidates);
        _running.Add(answer);
    }

    private void Leave(RunningAnswer answer, Action<RunningAnswer> answered)
    {
        _cellsUsed += answer.Cells;
        _context.Fork(answer.Sequence, EndedSequence);
        _context.Forget(answer.Sequence);
        _sequences.Push(answer.Sequence);
        answered(answer);
    }

    private void Step(CancellationToken cancelled)
    {
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
        bool isAlone = _context.Rows == 1;
        if (isAlone) _context.Add(0, 0, SpareSequence, wantsOutput: false);
        _context.Decode(cancelled);
        if (isAlone) _context.Forget(SpareSequence);
    }
}
