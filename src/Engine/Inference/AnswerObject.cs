using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Inference;

/// <summary>An object of kept answers: rows of <see cref="KeptAnswers.Schema"/> and back.</summary>
internal sealed class AnswerObject(
    IObjectStore store, IFormat format, string key, string model, string about, Action<string> warn)
{
    private const string Stopped = "stop", Cut = "length";

    public ObjectStat? Stat() => store.Stat(key);

    /// <summary>What can be read; damage is told, and is as if it had never been there.</summary>
    public SortedDictionary<Hash256, TextAnswer> Read()
    {
        var answers = new SortedDictionary<Hash256, TextAnswer>(s_order);
        if (store.Stat(key) is null) return answers;
        try
        {
            using RecordBatch rows = format.Read(KeptAnswers.Schema, store.Load(key), key);
            int damaged = Enumerable.Range(0, rows.Length).Count(row => !Add(answers, rows, row));
            if (damaged > 0) warn($"'{key}': {damaged} of {rows.Length} kept answers are damaged and are asked again.");
        }
        catch (DataException e)
        {
            warn($"'{key}' is damaged, its answers are asked again: {e.Message}");
        }

        return answers;
    }

    public ObjectStat Write(SortedDictionary<Hash256, TextAnswer> answers)
    {
        using var builder = new BatchBuilder(KeptAnswers.Schema);
        foreach ((Hash256 request, TextAnswer answer) in answers)
        {
            builder["model"].AppendText(model);
            builder["asked_for"].AppendText(about);
            builder["request"].AppendText(request.ToString());
            builder["answer"].AppendText(answer.Text);
            builder["ended"].AppendText(answer.End == AnswerEnd.Stop ? Stopped : Cut);
            builder["prompt_tokens"].Append(answer.PromptTokens);
            builder["tokens"].Append(answer.Tokens);
            builder["row_check"].AppendText(Check(request, answer));
        }

        using RecordBatch rows = builder.Build();
        using IStagedObject staged = store.Stage(key, format.Write(rows));
        return store.Publish([staged])[0];
    }

    private static readonly Comparer<Hash256> s_order =
        Comparer<Hash256>.Create((a, b) =>
            (a.First, a.Second, a.Third, a.Fourth).CompareTo((b.First, b.Second, b.Third, b.Fourth)));

    private static bool Add(SortedDictionary<Hash256, TextAnswer> answers, RecordBatch rows, int row)
    {
        AnswerEnd? end = rows["ended"].Text(row) switch
        {
            Stopped => AnswerEnd.Stop,
            Cut => AnswerEnd.Length,
            _ => null,
        };
        string request = rows["request"].Text(row)!;
        if (end is null || request.Length != 64 || !request.All(char.IsAsciiHexDigitLower)) return false;
        var hash = Hash256.From(Convert.FromHexString(request));
        var answer = new TextAnswer(rows["answer"].Text(row)!, end.Value,
            rows["prompt_tokens"].Values<int>()[row], rows["tokens"].Values<int>()[row]);
        return rows["row_check"].Text(row) == Check(hash, answer) && answers.TryAdd(hash, answer);
    }

    private static string Check(Hash256 request, TextAnswer answer) => new Fold()
        .Add(request).Add(answer.Text).Add((long)answer.End).Add(answer.PromptTokens).Add(answer.Tokens)
        .Finish().ToString()[..32];
}
