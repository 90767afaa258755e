using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Tauric.Engine;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Models.Llama;

/// <summary>
/// Writes with a GGUF model in this process. A lane is a context with a thread of its own; the weights are shared.
/// See <see cref="Wave"/> for how a group is answered, and for why an answer does not depend on its company.
/// </summary>
public sealed class LlamaTextModel : ITextModel
{
    private readonly LlamaOptions _options;
    private readonly LlamaWeights _weights;
    private readonly PromptTokens _prompts;
    private readonly SemaphoreSlim _free;
    private readonly ConcurrentBag<Wave> _idle = [];
    private readonly int _contextTokens;
    private readonly LaneMemory _memory;
    private bool _disposed;

    /// <exception cref="TauricException">The model cannot be used: says which file and why.</exception>
    public LlamaTextModel(LlamaOptions options)
    {
        if (options is not { Slots: >= 1, Lanes: >= 1, ContextTokens: >= 16 })
            throw new PlanException("A model needs a slot, a lane, and a context of 16 tokens or more.");

        _options = options;
        _weights = LlamaWeights.Load(options);
        _contextTokens = Math.Min(options.ContextTokens, _weights.TrainedTokens);
        _memory = LaneMemory.For(_weights, options, _contextTokens);
        _prompts = new PromptTokens(_weights.Vocabulary, options.ChatTemplate ?? _weights.ChatTemplate);
        _free = new SemaphoreSlim(options.Lanes);
        bool isStable = options.IsStable && options.GpuLayers == 0 && _weights.CanBeStable;
        string name = options.Name ?? Path.GetFileNameWithoutExtension(options.Path);
        Traits = new TextModelTraits(
            name, IdentityOf(isStable), options.Lanes, 2 * options.Slots, isStable, _weights.File.IsTrainedOnForms);
    }

    public TextModelTraits Traits { get; }

    public async Task<IReadOnlyList<TextAnswer>> AnswerAsync(
        IReadOnlyList<TextRequest> requests, Action<TextAnswer> answered, CancellationToken cancelled)
    {
        await _free.WaitAsync(cancelled).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Answer(requests, answered, cancelled), CancellationToken.None)
                .ConfigureAwait(false);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Not while it is answering.</summary>
    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out Wave? wave)) wave.Dispose();
        _weights.Dispose();
        _free.Dispose();
    }

    private TextAnswer[] Answer(
        IReadOnlyList<TextRequest> requests, Action<TextAnswer> answered, CancellationToken cancelled)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var answers = new TextAnswer[requests.Count];
        var queue = new Queue<RunningAnswer>();
        try
        {
            int[]? prefix = Prepare(requests, queue, (index, refusal) => answered(answers[index] = refusal));
            if (prefix is null || queue.Count == 0) return answers;
            RunningAnswer[] all = [.. queue];
            Wave wave = _idle.TryTake(out Wave? idle) ? idle : new Wave(_weights, _options, _memory);
            try
            {
                wave.Run(prefix, queue, done => answered(answers[done.Index] = done.Answer!), cancelled);
                _idle.Add(wave);
            }
            catch (OperationCanceledException)
            {
                _idle.Add(wave);
                throw;
            }
            catch
            {
                wave.Dispose();
                throw;
            }
            finally
            {
                foreach (RunningAnswer answer in all) answer.Dispose();
            }

            return answers;
        }
        finally
        {
            foreach (RunningAnswer answer in queue) answer.Dispose();
        }
    }

    /// <summary>Queues what can be answered; says why of what cannot.</summary>
    /// <returns>The tokens all share; null when not even they can be had.</returns>
    private int[]? Prepare(
        IReadOnlyList<TextRequest> requests, Queue<RunningAnswer> queue, Action<int, TextAnswer> refuse)
    {
        int[]? prefix = null;
        for (int i = 0; i < requests.Count; i++)
        {
            TextRequest request = requests[i];
            if (request.Instruction != requests[0].Instruction || request.Prefix != requests[0].Prefix)
                throw new BugException("Requests of one group have different prefixes.");
            try
            {
                prefix ??= _prompts.Prefix(request);
                queue.Enqueue(Start(i, request, prefix));
            }
            catch (RefusedException e)
            {
                refuse(i, e.Answer);
            }
            catch (EncoderFallbackException e)
            {
                refuse(i, Refusal($"its text is no text: {e.Message}"));
            }
        }

        return prefix;
    }

    private RunningAnswer Start(int index, TextRequest request, int[] prefix)
    {
        if (request.Prefix.Length + request.Suffix.Length == 0)
            throw new RefusedException(Refusal("the prompt is empty"));
        int[] suffix = _prompts.Suffix(request);
        int room = _contextTokens - prefix.Length - suffix.Length;
        if (room < 1)
        {
            throw new RefusedException(Refusal(string.Create(CultureInfo.InvariantCulture,
                $"the prompt has {prefix.Length + suffix.Length} tokens, and the context {_contextTokens}")));
        }

        if (request.Parameters.TokensMax < 1) throw new RefusedException(Refusal("no tokens are asked for"));
        TokenChooser chooser = TokenChooser.Create(_weights.Vocabulary, request.Parameters, request.Grammar)
            ?? throw new RefusedException(Refusal("its grammar does not parse"));
        int tokensMax = Math.Min(request.Parameters.TokensMax, room);
        return new RunningAnswer(index, _weights.Vocabulary, chooser, prefix.Length, suffix, tokensMax);
    }

    private string IdentityOf(bool isStable)
    {
        string company = isStable ? "stable" : $"unstable {_options.GpuLayers} {_options.Slots} {_options.IsStable}";
        return _weights.IdentityWith($"{_prompts.Form} {_contextTokens} {_memory} {company}");
    }

    private static TextAnswer Refusal(string why) => new("", AnswerEnd.Refused, 0, 0, why);

    private sealed class RefusedException(TextAnswer answer) : Exception
    {
        public TextAnswer Answer { get; } = answer;
    }
}
