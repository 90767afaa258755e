using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Tauric.Engine;
using Tauric.Pipelines.Corpus.Writers;

namespace Tauric.Pipelines.Forms;

/// <param name="Direction">Of the view, as <see cref="Recommendation.DirectionOf"/>.</param>
/// <param name="Heading">Of the section in the thesis.</param>
/// <param name="Points">What to word, one sentence each.</param>
/// <param name="Shared">All evidence of the ticker and day.</param>
public sealed record SectionFacts(
    int Direction, string Heading, IReadOnlyList<Evidence> Points, IReadOnlyList<Evidence> Shared);

/// <summary>
/// The opinions of a section of a thesis: a line for each point, which holds the point's claim word for word and says
/// what it does to the view. Numbers and names can stand in the claim only, so that they cannot be wrong.
/// </summary>
public sealed class SectionForm : Form<SectionFacts>, ITrainedForm
{
    public const int PointsMax = 4;

    /// <summary>Heading of the section of all that is against the view, whatever it comes from.</summary>
    public const string Risks = "Risks";

    private const int WordsMin = 15;   // B1.6: shorter opinions score less.
    private const int WordsMax = 60;
    private const int ClaimWordsMin = 3;
    private const int ClaimLengthMax = 100;

    private static readonly string[] s_views = ["selling", "waiting", "buying"];

    private static readonly SearchValues<char> s_claim =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .%+-_'");

    private static readonly SearchValues<char> s_free = SearchValues.Create("abcdefghijklmnopqrstuvwxyz ,;'-");

    /// <summary>Would turn an opinion around.</summary>
    private static readonly HashSet<string> s_denials = ["no", "not", "never", "hardly", "without"];

    public override string Name => "section";

    public override string Instruction =>
        "You write one section of an investment thesis. You are given numbered points. Write one sentence of 15 to " +
        "40 words for each point, each on its own line, in the order of the points. A sentence holds the point's " +
        "claim word for word, and says what it does to the view with one of the verbs given. Use no numbers and no " +
        "names but those in the claims, and no negations.";

    public override int TokensMax => 320;

    public override string? Misfit(SectionFacts facts)
    {
        if (facts.Points.Count is 0 or > PointsMax) return $"{facts.Points.Count} points, not 1 to {PointsMax}";
        foreach (string claim in facts.Points.Select(p => p.Claim).Append(facts.Heading))
        {
            int odd = claim.AsSpan().IndexOfAnyExcept(s_claim);
            if (odd >= 0) return $"U+{(int)claim[odd]:X4} in: {claim}";
            if (claim.Length > ClaimLengthMax) return $"over {ClaimLengthMax} characters: {claim}";
        }

        Evidence? few = facts.Points.FirstOrDefault(p => WordsOf(p.Claim) < ClaimWordsMin);
        return few is null ? null : $"under {ClaimWordsMin} words: {few.Claim}";
    }

    public override string Short(SectionFacts facts)
    {
        var text = new StringBuilder("section ").Append(View(facts)).Append(": ").Append(facts.Heading);
        foreach (Evidence point in facts.Points)
        {
            char mark = point.EffectOn(facts.Direction) switch { Effect.For => '+', Effect.Against => '-', _ => '0' };
            text.Append('\n').Append(mark).Append(' ').Append(point.Claim);
        }

        return text.ToString();
    }

    public override (string Prefix, string Suffix) Full(SectionFacts facts)
    {
        var text = new StringBuilder($"View: the case for {View(facts)}\nSection: {facts.Heading}\nPoints:\n");
        foreach (Evidence point in facts.Points)
        {
            string verbs = string.Join(", ", SectionWords.Verbs(point.EffectOn(facts.Direction)));
            text.Append($"{point.Id}: claim \"{point.Claim}\"; verbs: {verbs}\n");
        }

        return (Evidence.Listing(facts.Shared), text.ToString());
    }

    public override string Grammar(SectionFacts facts)
    {
        var rules = new StringBuilder("root ::= ").AppendJoin(" \"\\n\" ", facts.Points.Select((_, i) => $"line{i}"));
        for (int i = 0; i < facts.Points.Count; i++)
        {
            string claim = facts.Points[i].Claim;
            rules.Append($"\nline{i} ::= ({Gbnf.Literal(Capital(claim))} | opening free {Gbnf.Literal(claim)}) ")
                .Append("free \".\"");
        }

        return rules.Append($"\nopening ::= {Gbnf.AnyOf(SectionWords.Openings)}\nfree ::= [a-z ,;'-]+\n").ToString();
    }

    public override string ByRule(SectionFacts facts, ref CounterRandom random)
    {
        var text = new StringBuilder(160 * facts.Points.Count);
        foreach (Evidence point in facts.Points)
        {
            if (text.Length > 0) text.Append('\n');
            SectionWords.Append(text, point.Claim, point.EffectOn(facts.Direction), View(facts), ref random);
        }

        return text.ToString();
    }

    public override string? Problem(SectionFacts facts, string answer)
    {
        string[] lines = answer.Split('\n');
        if (lines.Length != facts.Points.Count) return $"{lines.Length} lines for {facts.Points.Count} points";
        for (int i = 0; i < lines.Length; i++)
        {
            Evidence point = facts.Points[i];
            if (LineProblem(lines[i], point.Claim, point.EffectOn(facts.Direction)) is { } problem)
                return $"line {i + 1}: {problem}";
        }

        return null;
    }

    public override SectionFacts Invent(ref CounterRandom random)
    {
        int direction = random.NextInt(3) - 1;
        bool isRisks = direction != 0 && random.NextInt(5) == 0;
        (string heading, List<Fact> facts) = InventedSection.Next(ref random);
        if (isRisks) facts.AddRange(InventedSection.Next(ref random).Facts);
        random.Shuffle(CollectionsMarshal.AsSpan(facts));
        Evidence[] points = [.. facts.Take(1 + random.NextInt(PointsMax)).Select((f, i) =>
            new Evidence(i + 1, heading, isRisks ? -direction : f.Stance, f.Claim, f.Quote))];
        return new SectionFacts(direction, isRisks ? Risks : heading, points, points);
    }

    private static string View(SectionFacts facts) => s_views[facts.Direction + 1];

    private static string? LineProblem(string line, string claim, Effect effect)
    {
        (ReadOnlyMemory<char> before, ReadOnlyMemory<char> after)? around = Around(line, claim);
        if (around is not var (before, after)) return $"does not say: {claim}";
        if (!after.Span.EndsWith(".")) return "no full stop";
        after = after[..^1];
        if (before.Length > 0)
        {
            string? opening = SectionWords.Openings.FirstOrDefault(o => before.Span.StartsWith(o));
            if (opening is null) return "opens with another word";
            before = before[opening.Length..];
        }

        if (before.Span.ContainsAnyExcept(s_free) || after.Span.ContainsAnyExcept(s_free))
            return "a number, a name or a sign that is not the claim's";
        if (WordsOf(line) is < WordsMin or > WordsMax) return $"{WordsOf(line)} words, not {WordsMin} to {WordsMax}";
        return OpinionProblem(before.Span, effect, out bool isSaidBefore)
            ?? OpinionProblem(after.Span, effect, out bool isSaid)
            ?? (isSaidBefore || isSaid ? null : $"does not say whether the point is {effect}");
    }

    private static string? OpinionProblem(ReadOnlySpan<char> words, Effect effect, out bool isSaid)
    {
        isSaid = false;
        foreach (Range range in words.SplitAny(" ,;"))
        {
            string word = words[range].ToString();
            if (s_denials.Contains(word)) return $"denies: {word}";
            if (!SectionWords.Effects.TryGetValue(word, out Effect said)) continue;
            if (said != effect) return $"\"{word}\" of a point that is {effect}";
            isSaid = true;
        }

        return null;
    }

    /// <summary>What stands before and after the claim; null where a line does not hold it.</summary>
    private static (ReadOnlyMemory<char> Before, ReadOnlyMemory<char> After)? Around(string line, string claim)
    {
        if (line.StartsWith(Capital(claim), StringComparison.Ordinal)) return (default, line.AsMemory(claim.Length));
        int at = line.IndexOf(claim, StringComparison.Ordinal);
        return at < 1 ? null : (line.AsMemory(0, at), line.AsMemory(at + claim.Length));
    }

    private static int WordsOf(ReadOnlySpan<char> text)
    {
        int words = 0;
        foreach (Range range in text.Split(' ')) words += range.Start.Value < range.End.Value ? 1 : 0;
        return words;
    }

    private static string Capital(string claim) => char.ToUpperInvariant(claim[0]) + claim[1..];
}
