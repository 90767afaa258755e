using Tauric.Engine.Contracts;

namespace Tauric.Engine.Inference;

/// <summary>
/// What a step asks: a model, with its answers kept and its requests brought together. Rules are asked on the spot.
/// Safe from many threads. Owns the model.
/// </summary>
public sealed class TextAsker : IDisposable
{
    private readonly ITextModel _model;
    private readonly KeptAnswers? _kept;
    private readonly AskedCounter _counter;
    private readonly Lazy<Batcher> _batcher;
    private readonly WriteBehind _behind;

    /// <param name="model">Taken over.</param>
    /// <param name="kept">Null to keep nothing.</param>
    /// <param name="bytesMax">Of the prompts that wait or are being answered.</param>
    public TextAsker(ITextModel model, KeptAnswers? kept = null, long bytesMax = 64L << 20, TimeProvider? clock = null)
    {
        _model = model;
        _kept = kept;
        Traits = model.Traits;
        _counter = new AskedCounter(Traits.Name, clock ?? TimeProvider.System);
        _batcher = new Lazy<Batcher>(() => new Batcher(model, _counter, bytesMax));
        _behind = new WriteBehind(Traits.Lanes);
    }

    public TextModelTraits Traits { get; }

    /// <summary>So far.</summary>
    public AskedCount Count => _counter.Now;

    /// <summary>
    /// Answers in the order of the requests; returns when all are there. They are kept behind it: at most one batch a
    /// lane is not durable yet, and all are when the asker is disposed.
    /// </summary>
    /// <param name="about">
    /// The partition that asks, as <c>dataset/key</c>: its answers are kept together. It is no part of a request: the
    /// answers are the same for any.
    /// </param>
    /// <exception cref="ResourceException">The model is gone, or earlier answers could not be kept.</exception>
    public IReadOnlyList<TextAnswer> Ask(
        string about, IReadOnlyList<TextRequest> requests, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        if (requests.Count == 0) return [];
        if (Traits.IsRule) return ByRule(requests);
        WrittenRequest[] written = [.. requests.Select(WrittenRequest.Of)];
        RequestKey[] keys = RequestKey.Of(Traits.Identity, written);
        AnswerShelf? shelf = _kept?.Open(Traits.Identity, about);
        var answers = new TextAnswer?[keys.Length];
        for (int i = 0; i < keys.Length; i++) answers[i] = _behind.Find(about, keys[i].Request);
        for (int i = 0; i < keys.Length; i++) answers[i] ??= shelf?.Find(keys[i].Request);
        int[] missing = [.. Enumerable.Range(0, keys.Length).Where(i => answers[i] is null)];
        _counter.Asked(requests.Count, requests.Count - missing.Length);
        if (missing.Length > 0) AskModel(missing, about, written, keys, answers, shelf, cancelled);
        return answers!;
    }

    /// <summary>Returns when all answers are durable; throws when one cannot be, as a closing stream does.</summary>
    public void Dispose()
    {
        if (_batcher.IsValueCreated) _batcher.Value.Dispose();
        _model.Dispose();
        _behind.Finish();
    }

    private TextAnswer[] ByRule(IReadOnlyList<TextRequest> requests)
    {
        var answers = new TextAnswer[requests.Count];
        for (int i = 0; i < answers.Length; i++) answers[i] = RuleModel.Answer(requests[i]);
        _counter.Asked(answers.Length, kept: 0);
        return answers;
    }

    /// <summary>Asks what is missing, what is asked twice once, and keeps answers as they come.</summary>
    private void AskModel(int[] missing, string about, WrittenRequest[] written, RequestKey[] keys,
        TextAnswer?[] answers, AnswerShelf? shelf, CancellationToken cancelled)
    {
        int[][] same = [.. missing.GroupBy(i => keys[i].Request).Select(g => g.ToArray())];
        WrittenRequest[] asked = [.. same.Select(g => written[g[0]])];
        RequestKey[] askedKeys = [.. same.Select(g => keys[g[0]])];
        foreach (IReadOnlyList<Answered> some in _batcher.Value.Ask(asked, askedKeys, cancelled))
        {
            if (shelf is not null) _behind.Keep(
                shelf, about, [.. some.Select(a => KeyValuePair.Create(askedKeys[a.Index].Request, a.Answer))]);
            foreach (Answered a in some)
                foreach (int i in same[a.Index]) answers[i] = a.Answer;
        }
    }
}
