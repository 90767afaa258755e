using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Inference;

/// <summary>
/// Answers of models, kept so that nothing is asked twice: an object for each model and partition that asked, so that
/// one look finds what a partition asked before, and keeping more rewrites no more than its own.
/// </summary>
/// <remarks>
/// <para>Beside the catalog on purpose: no plan lists these objects and no manifest names them, because they say what
/// was asked, by which version of a step and in how many attempts, and not what the data is. Deleting the folder costs
/// time and nothing else. Every row carries a check of its own, so that a damaged one is found where it is
/// read.</para>
/// <para>An answer that was refused is not kept: what was in the way may be gone the next time.</para>
/// </remarks>
/// <param name="open">The store, opened when it is first needed: rules never ask for it, nor does a plan.</param>
/// <param name="format">The one named <see cref="Format"/>.</param>
/// <param name="warn">Told, from any thread, of what is damaged.</param>
public sealed class KeptAnswers(Func<IObjectStore> open, IFormat format, Action<string> warn)
{
    public const string Folder = "model_answers";

    /// <summary>Name of the <see cref="IFormat"/> of the objects.</summary>
    public const string Format = "parquet";

    /// <summary>Rows are sorted by <c>request</c>, the SHA-256 of the model and all of the request.</summary>
    public static readonly Schema Schema = new(
        Text("model"), Text("asked_for"), Text("request"), Text("answer"), Text("ended"), Int("prompt_tokens"),
        Int("tokens"), Text("row_check"));

    private readonly Lazy<IObjectStore> _store = new(open);
    private readonly Lock[] _locks = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];

    /// <param name="model">Its identity.</param>
    /// <param name="about">The partition that asks: <c>dataset/key</c>.</param>
    internal AnswerShelf Open(string model, string about)
    {
        string folder = new Fold().Add(model).Finish().ToString()[..16];
        Lock writing = _locks[new Fold().Add(about).Finish().Fourth % (uint)_locks.Length];
        string key = $"{Folder}/{folder}/{about}.parquet";
        return new AnswerShelf(
            new AnswerObject(_store.Value, format, key, model, about, warn), writing);
    }

    private static Field Text(string name) => new(name, ArrowType.Utf8, Nullable: false);

    private static Field Int(string name) => new(name, ArrowType.Int32, Nullable: false);
}

/// <summary>The answers kept for one partition. One thread uses it; others may hold one for the same object.</summary>
/// <param name="writing">Held by whoever rewrites the object.</param>
internal sealed class AnswerShelf(AnswerObject kept, Lock writing)
{
    private ObjectStat? _stat = kept.Stat();
    private SortedDictionary<Hash256, TextAnswer>? _answers;

    private SortedDictionary<Hash256, TextAnswer> Answers => _answers ??= kept.Read();

    public TextAnswer? Find(Hash256 request) => Answers.GetValueOrDefault(request);

    /// <summary>Returns when the answers are durable.</summary>
    public void Keep(IEnumerable<KeyValuePair<Hash256, TextAnswer>> answers)
    {
        KeyValuePair<Hash256, TextAnswer>[] more = [.. answers.Where(a => a.Value.End != AnswerEnd.Refused)];
        if (more.Length == 0) return;
        lock (writing)
        {
            if (kept.Stat() != _stat) _answers = kept.Read();   // Somebody else asked for the same partition.
            foreach ((Hash256 request, TextAnswer answer) in more) Answers[request] = answer;
            _stat = kept.Write(Answers);
        }
    }
}
