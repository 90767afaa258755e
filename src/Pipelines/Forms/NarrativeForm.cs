using System.Buffers;
using Tauric.Engine;

namespace Tauric.Pipelines.Forms;

/// <summary>The five fuzzy states of a variable, lowest first.</summary>
public enum Level
{
    VeryLow,
    Low,
    Medium,
    High,
    VeryHigh,
}

/// <param name="Pattern">Name of the pattern that scored best, in small letters; empty for none.</param>
public sealed record NarrativeFacts(
    string Symbol, Level Price, Level Volume, Level Momentum, Level Volatility, string Pattern);

/// <summary>
/// A symbol's day in one or two sentences: price, volume, momentum and volatility, each in a phrase of its state, and
/// the pattern by name.
/// </summary>
public sealed class NarrativeForm : Form<NarrativeFacts>, ITrainedForm
{
    private const int SymbolLengthMax = 10;
    private const int PatternLengthMax = 40;

    private static readonly SearchValues<char> s_free = SearchValues.Create("abcdefghijklmnopqrstuvwxyz ,;'-");
    private static readonly string[] s_joins = ["and", "while", "as"];
    private static readonly string[] s_patternLeads = [" The bars trace a ", " The pattern is a ", " It looks like a "];

    public override string Name => "narrative";

    public override string Instruction =>
        "You describe a trading day in one or two sentences. Start with the symbol. Say the state of price, volume, " +
        "momentum and volatility, each with one of the phrases given, then name the pattern if there is one. Use no " +
        "numbers and no other names.";

    public override int TokensMax => 96;

    public override string? Misfit(NarrativeFacts facts)
    {
        if (facts.Symbol.Length is 0 or > SymbolLengthMax || !facts.Symbol.All(c => char.IsAsciiLetterUpper(c)
            || char.IsAsciiDigit(c) || c is '.' or '-'))
            return $"no symbol: {facts.Symbol}";
        bool isPattern = facts.Pattern.Length <= PatternLengthMax && facts.Pattern == facts.Pattern.Trim()
            && facts.Pattern.All(c => char.IsAsciiLetterLower(c) || c == ' ');
        return isPattern ? null : $"no name of a pattern: {facts.Pattern}";
    }

    public override string Short(NarrativeFacts facts) =>
        $"narrative {facts.Symbol}\nprice {LevelWords.Of(facts.Price)}\nvolume {LevelWords.Of(facts.Volume)}\n" +
        $"momentum {LevelWords.Of(facts.Momentum)}\nvolatility {LevelWords.Of(facts.Volatility)}\n" +
        $"pattern {(facts.Pattern.Length == 0 ? "none" : facts.Pattern)}";

    public override (string Prefix, string Suffix) Full(NarrativeFacts facts) => ("",
        $"Symbol: {facts.Symbol}\nPrice: {Choices(LevelWords.Price, facts.Price)}\n" +
        $"Volume: {Choices(LevelWords.Volume, facts.Volume)}\n" +
        $"Momentum: {Choices(LevelWords.Momentum, facts.Momentum)}\n" +
        $"Volatility: {Choices(LevelWords.Volatility, facts.Volatility)}\n" +
        (facts.Pattern.Length == 0 ? "" : $"Pattern: {facts.Pattern}\n"));

    public override string Grammar(NarrativeFacts facts)
    {
        string pattern = facts.Pattern.Length == 0 ? "\"\""
            : $"({Gbnf.AnyOf(s_patternLeads)}) {Gbnf.Literal(facts.Pattern + ".")}";
        return $"""
            root ::= {Gbnf.Literal(facts.Symbol + " ")} price " " volume ", " join " " tail "." pattern
            tail ::= momentum " " join " " volatility | volatility " " join " " momentum
            price ::= {Gbnf.AnyOf(LevelWords.Price[(int)facts.Price])}
            volume ::= {Gbnf.AnyOf(LevelWords.Volume[(int)facts.Volume])}
            momentum ::= {Gbnf.AnyOf(LevelWords.Momentum[(int)facts.Momentum])}
            volatility ::= {Gbnf.AnyOf(LevelWords.Volatility[(int)facts.Volatility])}
            join ::= {Gbnf.AnyOf(s_joins)}
            pattern ::= {pattern}

            """;
    }

    public override string ByRule(NarrativeFacts facts, ref CounterRandom random)
    {
        string price = Pick(LevelWords.Price[(int)facts.Price], ref random);
        string volume = Pick(LevelWords.Volume[(int)facts.Volume], ref random);
        string first = Pick(LevelWords.Momentum[(int)facts.Momentum], ref random);
        string second = Pick(LevelWords.Volatility[(int)facts.Volatility], ref random);
        if (random.NextInt(2) == 0) (first, second) = (second, first);
        string lead = Pick(s_patternLeads, ref random);
        return $"{facts.Symbol} {price} {volume}, {Pick(s_joins, ref random)} {first} {Pick(s_joins, ref random)} " +
            $"{second}.{(facts.Pattern.Length == 0 ? "" : $"{lead}{facts.Pattern}.")}";
    }

    public override string? Problem(NarrativeFacts facts, string answer)
    {
        if (!answer.StartsWith(facts.Symbol + " ", StringComparison.Ordinal)) return "does not start with the symbol";
        int end = answer.IndexOf('.', facts.Symbol.Length);
        if (end < 0) return "no full stop";
        string sentence = answer[facts.Symbol.Length..end];
        string? state = StateProblem(sentence, LevelWords.Price, facts.Price, "price")
            ?? StateProblem(sentence, LevelWords.Volume, facts.Volume, "volume")
            ?? StateProblem(sentence, LevelWords.Momentum, facts.Momentum, "momentum")
            ?? StateProblem(sentence, LevelWords.Volatility, facts.Volatility, "volatility");
        if (state is not null) return state;
        if (sentence.AsSpan().ContainsAnyExcept(s_free)) return "a number, a name or a sign that is no fact";
        string rest = answer[(end + 1)..];
        bool isRight = facts.Pattern.Length == 0 ? rest.Length == 0
            : s_patternLeads.Any(l => rest == $"{l}{facts.Pattern}.");
        return isRight ? null : $"the pattern is \"{facts.Pattern}\"";
    }

    public override NarrativeFacts Invent(ref CounterRandom random)
    {
        var symbol = new char[1 + random.NextInt(5)];
        for (int i = 0; i < symbol.Length; i++) symbol[i] = (char)('A' + random.NextInt(26));
        string share = random.NextInt(12) == 0 ? ".B" : "";
        return new NarrativeFacts(new string(symbol) + share, LevelWords.Any(ref random), LevelWords.Any(ref random),
            LevelWords.Any(ref random), LevelWords.Any(ref random), LevelWords.AnyPattern(ref random));
    }

    private static string? StateProblem(string text, string[][] phrases, Level level, string variable)
    {
        for (int i = 0; i < phrases.Length; i++)
        {
            bool isSaid = phrases[i].Any(p => text.Contains($" {p}", StringComparison.Ordinal));
            if (isSaid != (i == (int)level)) return $"{variable} is {LevelWords.Of(level)}";
        }

        return null;
    }

    private static string Choices(string[][] phrases, Level level) => string.Join(" | ", phrases[(int)level]);

    private static string Pick(string[] words, ref CounterRandom random) => words[random.NextInt(words.Length)];
}
