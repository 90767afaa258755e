using System.Buffers;
using Tauric.Engine;

namespace Tauric.Pipelines.Forms;

/// <summary>A short name for a topic: it holds one of its keywords at least, and no firm.</summary>
public sealed class TopicNameForm : Form<TopicFacts>, ITrainedForm
{
    public const int KeywordsMax = 10;
    private const int KeywordLengthMax = 24;
    private const int WordsMax = 6;
    private const string Unnamed = "Other topics";
    private static readonly SearchValues<char> s_small = SearchValues.Create("abcdefghijklmnopqrstuvwxyz ");

    public override string Name => "topic";

    public override string Instruction =>
        "You name a topic of earnings calls from its keywords. Answer with the name only: two to six words, the " +
        "first with a capital, at least one of them a keyword. No firm, no number, no full stop.";

    public override int TokensMax => 32;

    public override string? Misfit(TopicFacts facts)
    {
        if (facts.Allowed.Count is 0 or > KeywordsMax) return $"{facts.Allowed.Count} keywords, not 1 to {KeywordsMax}";
        string? odd = facts.Allowed.FirstOrDefault(k => k.Length is 0 or > KeywordLengthMax || k != k.Trim()
            || k.Split(' ').Length > 2 || !k.All(c => char.IsAsciiLetterLower(c) || c == ' '));
        return odd is null ? null : $"no keyword: {odd}";
    }

    public override string Short(TopicFacts facts) => $"topic {string.Join(", ", facts.Allowed)}";

    public override (string Prefix, string Suffix) Full(TopicFacts facts) =>
        ("", facts.Told);

    public override string Grammar(TopicFacts facts) => $$"""
        root ::= [A-Z] [a-z]+ (" " [a-z]+){0,{{WordsMax - 1}}}

        """;

    public override string ByRule(TopicFacts facts, ref CounterRandom random)
    {
        if (facts.Allowed is not [var first, ..]) return Unnamed;
        string name = (facts.Allowed.Count, random.NextInt(3)) switch
        {
            (1, _) => $"{first} topics",
            (_, 0) => $"{first} and {facts.Allowed[1]}",
            (2, _) or (_, 1) => $"{facts.Allowed[1]} and {first}",
            _ => $"{first} with {facts.Allowed[2]}",
        };
        return char.ToUpperInvariant(name[0]) + name[1..];
    }

    public override string? Problem(TopicFacts facts, string answer)
    {
        if (answer.Length == 0 || !char.IsAsciiLetterUpper(answer[0])) return "does not start with a capital";
        if (answer.AsSpan(1).ContainsAnyExcept(s_small)) return "more than words in small letters";
        string name = char.ToLowerInvariant(answer[0]) + answer[1..];
        string[] words = name.Split(' ');
        if (words.Length > WordsMax || words.Contains("")) return $"not one to {WordsMax} words";
        string? firm = words.FirstOrDefault(facts.Firms.Contains);
        if (firm is not null) return $"names {firm}";
        if (facts.Allowed.Count == 0) return answer == Unnamed ? null : "there is no keyword";
        return facts.Allowed.Any(k => $" {name} ".Contains($" {k} ", StringComparison.Ordinal)) ? null : "no keyword";
    }

    public override TopicFacts Invent(ref CounterRandom random) => TopicFacts.Invent(ref random, KeywordsMax);
}
