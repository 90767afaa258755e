using Tauric.Engine;

namespace Tauric.Pipelines.Forms;

/// <summary>
/// A topic in a sentence or two: of its keywords at least one, no firm, and no number that its sentences do not say.
/// </summary>
public sealed class TopicSummaryForm : Form<TopicFacts>
{
    private const int LengthMin = 20;
    private const int LengthMax = 400;
    private const int KeywordsSaid = 4;

    public override string Name => "topic_summary";

    public override string Instruction =>
        "You summarise a topic of earnings calls from its keywords and from sentences that were said about it. Answer "
        + "with one or two plain sentences that use a keyword. No firm, no person, no number that is not in them.";

    public override int TokensMax => 120;

    public override string? Misfit(TopicFacts facts) => facts.Allowed.Count == 0 ? "no keyword" : null;

    public override string Short(TopicFacts facts) => $"topic_summary {string.Join(", ", facts.Allowed)}";

    public override (string Prefix, string Suffix) Full(TopicFacts facts) => ("", facts.Told);

    public override string Grammar(TopicFacts facts) => """
        root ::= [A-Z] [ -~À-ž‘-”]+ "."

        """;

    public override string ByRule(TopicFacts facts, ref CounterRandom random)
    {
        if (facts.Allowed.Count == 0) return "What is said here has no words of its own.";
        string[] openings = ["The talk is of", "Calls turn to", "Speakers discuss"];
        string opening = openings[random.NextInt(openings.Length)];
        string[] said = [.. facts.Allowed.Take(KeywordsSaid)];
        string words = said.Length == 1 ? said[0] : $"{string.Join(", ", said[..^1])} and {said[^1]}";
        string? example = facts.Sentences.MinBy(s => s.Length)?.TrimEnd('.', '!', '?', ' ', '"');
        return $"{opening} {words}{(string.IsNullOrEmpty(example) ? "" : $", as in “{example}”")}.";
    }

    public override string? Problem(TopicFacts facts, string answer)
    {
        if (answer.Length is < LengthMin or > LengthMax) return $"not {LengthMin} to {LengthMax} letters";
        if (!char.IsAsciiLetterUpper(answer[0]) || answer[^1] != '.') return "no sentence";
        if (answer.Any(c => char.IsControl(c) || char.IsSurrogate(c))) return "more than plain letters";
        string half = answer[..(answer.Length / 2)];
        if (answer == half + half) return "says itself twice";
        if (facts.FirmIn(answer) is { } firm) return $"names {firm}";
        if (Numbers(answer).Except(facts.Sentences.SelectMany(Numbers)).FirstOrDefault() is { } number)
            return $"nobody said {number}";
        return facts.Allowed.Any(k => answer.Contains(k.Split(' ')[0], StringComparison.OrdinalIgnoreCase))
            ? null : "no keyword";
    }

    public override TopicFacts Invent(ref CounterRandom random) => TopicFacts.Invent(ref random, keywordsMax: 10);

    /// <summary>Runs of digits.</summary>
    private static IEnumerable<string> Numbers(string text)
    {
        for (int at = 0; at < text.Length; at++)
        {
            int start = at;
            while (at < text.Length && char.IsDigit(text[at])) at++;
            if (at > start) yield return text[start..at];
        }
    }
}
