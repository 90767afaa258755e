using Tauric.Engine;

namespace Tauric.Pipelines.Forms;

/// <param name="Sentence">As it was said.</param>
/// <param name="Words">Its words, in small letters: one of them is evidence or nothing is.</param>
/// <param name="Good">Those of them that a lexicon takes for good, with repetition.</param>
/// <param name="Bad">And for bad.</param>
public sealed record ToneFacts(
    string Sentence, IReadOnlySet<string> Words, IReadOnlyList<string> Good, IReadOnlyList<string> Bad);

/// <summary>
/// The tone of a sentence and the words it rests on: <c>positive: strong, improved</c>, <c>negative: losses</c> or
/// <c>neutral</c>.
/// </summary>
public sealed class ToneForm : Form<ToneFacts>
{
    private const int EvidenceMax = 4;
    private const int WordsMax = 120;
    private const string Neutral = "neutral";

    public override string Name => "tone";

    public override string Instruction =>
        "You judge the tone of a sentence of an earnings call, as an investor hears it. Answer with neutral; or with "
        + "positive or negative, a colon, and one to four words of the sentence that show it, separated by commas.";

    public override int TokensMax => 48;

    public override string? Misfit(ToneFacts facts) =>
        facts.Words.Count is 0 or > WordsMax ? $"{facts.Words.Count} words, not 1 to {WordsMax}" : null;

    public override string Short(ToneFacts facts) => $"tone {facts.Sentence}";

    public override (string Prefix, string Suffix) Full(ToneFacts facts) => ("", $"Sentence: {facts.Sentence}\n");

    public override string Grammar(ToneFacts facts) => $$"""
        root ::= "neutral" | ("positive" | "negative") ": " word (", " word){0,{{EvidenceMax - 1}}}
        word ::= {{Gbnf.AnyOf(facts.Words.Order(StringComparer.Ordinal))}}

        """;

    public override string ByRule(ToneFacts facts, ref CounterRandom random) =>
        facts.Good.Count.CompareTo(facts.Bad.Count) switch
        {
            > 0 => $"positive: {Evidence(facts.Good)}",
            < 0 => $"negative: {Evidence(facts.Bad)}",
            _ => Neutral,
        };

    public override string? Problem(ToneFacts facts, string answer)
    {
        if (answer == Neutral) return null;
        (int tone, string[] evidence) = Read(answer);
        if (tone == 0) return "no tone";
        if (evidence.Length is 0 or > EvidenceMax) return $"not one to {EvidenceMax} words";
        string? other = evidence.FirstOrDefault(word => !facts.Words.Contains(word));
        return other is null ? null : $"does not say {other}";
    }

    public override ToneFacts Invent(ref CounterRandom random)
    {
        string[] tones = ["strong", "improved", "weak", "declined", "usual"];
        string tone = tones[random.NextInt(tones.Length)], about = TopicWords.Next(ref random);
        return new ToneFacts($"Our {about} was {tone} again.",
            new HashSet<string>(["our", about, "was", tone, "again"], StringComparer.Ordinal),
            tone is "strong" or "improved" ? [tone] : [], tone is "weak" or "declined" ? [tone] : []);
    }

    /// <summary>What an answer without a problem says.</summary>
    /// <returns>1, −1 or 0 for the tone, and its words, each once.</returns>
    public static (int Tone, string[] Evidence) Read(string answer)
    {
        string[] parts = answer.Split(": ", 2);
        int tone = parts[0] switch { "positive" => 1, "negative" => -1, _ => 0 };
        return (tone, parts.Length == 1 ? []
            : [.. parts[1].Split(", ", StringSplitOptions.RemoveEmptyEntries).Distinct()]);
    }

    private static string Evidence(IReadOnlyList<string> words) =>
        string.Join(", ", words.Distinct().Take(EvidenceMax));
}
