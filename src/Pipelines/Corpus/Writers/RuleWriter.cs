using System.Text;
using Tauric.Engine;
using Tauric.Engine.Contracts;

namespace Tauric.Pipelines.Corpus.Writers;

/// <summary>
/// The writer that needs no model: facts are read from the prompt by rule, a plan picks those that support the
/// recommendation and those that threaten it, and sentences are worded from them. The same prompt gives the same bytes.
/// </summary>
/// <remarks>
/// The form is the one Trading-R1's structure reward asks for (S4): five to seven sections, four bullets where there
/// are facts, each an opinion with a quote in italics and its source in back-ticks, the decision in the last line.
/// </remarks>
public sealed class RuleWriter : IThesisWriter
{
    private const int PartsMax = 4;   // With summary, risks and decision: seven sections.
    private const int BulletsMax = 4;
    private const int RisksMax = 4;

    private static readonly IFactReader[] s_readers =
    [
        new PriceFacts(), new TechnicalFacts(), new NewsFacts("Finnhub"), new NewsFacts("Google News"),
        new FundamentalFacts(), new AnalystFacts(), new InsiderFacts(), new MacroFacts(),
    ];

    private static readonly string[] s_because = ["because", "since", "given that", "as"];

    public string Identity => "rule-writer/3";

    public Thesis Write(ThesisRequest request)
    {
        int direction = DirectionOf(request.Recommendation);
        var random = CounterRandom.For(0, "rule-writer", request.SampleId);
        List<Part> plan = Plan(request.Prompt.AsMemory(), direction);
        string summary = Summary(request, plan, direction);
        var text = new StringBuilder("## Summary\n").Append(summary).Append('\n');
        var claims = new List<ThesisClaim>();
        foreach (Part part in plan.Take(PartsMax)) AppendSection(text, part, direction, claims, ref random);
        (Part Part, Fact Fact)[] risks = Risks(plan, direction);
        AppendRisks(text, risks, direction);
        text.Append("## Decision\nThe balance of the evidence leads to **").Append(request.Recommendation)
            .Append("**.\n[[[").Append(request.Recommendation).Append("]]]\n");
        string[] spoken = [.. risks.Select(r => Sentence(r.Fact.Claim))];
        return new Thesis(summary, claims, spoken, request.Recommendation, text.ToString());
    }

    /// <summary>The sections of the prompt with their facts: those that carry the recommendation first.</summary>
    private static List<Part> Plan(ReadOnlyMemory<char> prompt, int direction)
    {
        var parts = new List<Part>();
        foreach ((string title, List<ReadOnlyMemory<char>> lines) in Sections(prompt))
        {
            IFactReader? reader = Array.Find(s_readers, r => title.StartsWith(r.Title, StringComparison.Ordinal));
            if (reader is null) continue;
            Fact[] facts = [.. reader.Read(lines).OrderByDescending(f => Fit(f, direction))];
            if (facts.Length > 0) parts.Add(new Part(reader, facts));
        }

        return [.. parts.OrderByDescending(p => p.Facts.Take(BulletsMax).Sum(f => Fit(f, direction)))];
    }

    /// <summary>Facts for the recommendation count fully, neutral ones a little, those against it last.</summary>
    private static double Fit(Fact fact, int direction) => fact.Weight + (direction, fact.Stance * direction) switch
    {
        (0, _) => fact.Stance == 0 ? 1 : 0,
        (_, > 0) => 2,
        (_, 0) => 0.5,
        _ => 0,
    };

    /// <summary>The weightiest facts against the recommendation, those no section shows first.</summary>
    private static (Part Part, Fact Fact)[] Risks(List<Part> plan, int direction)
    {
        if (direction == 0) return [];
        var against =
            from part in plan.Index()
            from fact in part.Item.Facts.Index()
            where fact.Item.Stance == -direction
            let isShown = part.Index < PartsMax && fact.Index < BulletsMax
            orderby isShown, fact.Item.Weight descending
            select (part.Item, fact.Item);
        return [.. against.Take(RisksMax)];
    }

    private static void AppendSection(
        StringBuilder text, Part part, int direction, List<ThesisClaim> claims, ref CounterRandom random)
    {
        text.Append("## ").Append(part.Reader.Heading).Append('\n');
        foreach (Fact fact in part.Facts.Take(BulletsMax))
        {
            string because = s_because[random.NextInt(s_because.Length)];
            text.Append("- **").Append(Effect(fact, direction)).Append("** ").Append(because).Append(' ');
            AppendEvidence(text, part, fact);
            claims.Add(new ThesisClaim(Sentence(fact.Claim), fact.Quote.ToString(), part.Reader.Title, fact.Stance));
        }
    }

    private static string Effect(Fact fact, int direction) => (fact.Stance * direction, fact.Stance) switch
    {
        ( > 0, _) => "This supports the view",
        ( < 0, _) => "This argues for caution",
        (_, 0) => "This point is neutral for the view",
        _ => "This keeps the view balanced",
    };

    private static void AppendRisks(StringBuilder text, (Part Part, Fact Fact)[] risks, int direction)
    {
        text.Append("## Risks\n");
        foreach ((Part part, Fact fact) in risks)
            AppendEvidence(text.Append("- **The view would suffer** if this gains weight: "), part, fact);
        if (risks.Length > 0) return;
        text.Append(direction == 0
            ? "- A break of the current balance, either way, would end the case for waiting.\n"
            : "- Nothing in the evidence speaks against the view, in itself a reason to keep the position small.\n");
    }

    private static void AppendEvidence(StringBuilder text, Part part, Fact fact) =>
        text.Append(fact.Claim).Append(": *").Append(fact.Quote).Append("* `").Append(part.Reader.Title).Append("`\n");

    private static string Summary(ThesisRequest request, List<Part> plan, int direction) =>
        $"{request.SampleId.Split('_')[0]} is rated **{request.Recommendation}**: {Balance(plan, direction)}.";

    /// <summary>How the facts divide, in a clause that is true however many stand on either side.</summary>
    private static string Balance(List<Part> plan, int direction)
    {
        if (plan.Count == 0) return "there is no evidence to weigh";
        int buying = plan.Sum(p => p.Count(+1)), selling = plan.Sum(p => p.Count(-1));
        if (buying + selling == 0) return "the evidence points neither way";
        bool isBuyingFirst = selling == 0 || (buying > 0 && (direction > 0 || (direction == 0 && buying >= selling)));
        string points = isBuyingFirst
            ? Points(buying, "buying", selling, "selling") : Points(selling, "selling", buying, "buying");
        if (direction == 0)
            return buying > 0 && selling > 0 ? $"the evidence is mixed: {points}" : $"{points}, too little to act on";
        if (isBuyingFirst != direction > 0) return $"the evidence is against it: {points}";
        string lead = plan.MaxBy(p => p.Count(direction))!.Reader.Heading;
        return $"{points}, with {char.ToLowerInvariant(lead[0])}{lead[1..]} in the lead";
    }

    private static string Points(int most, string side, int rest, string otherSide) =>
        $"{most} {(most == 1 ? "point speaks" : "points speak")} for {side} and " +
        $"{(rest == 0 ? "none" : rest)} for {otherSide}";

    private static List<(string Title, List<ReadOnlyMemory<char>> Lines)> Sections(ReadOnlyMemory<char> prompt)
    {
        var sections = new List<(string Title, List<ReadOnlyMemory<char>> Lines)>();
        List<ReadOnlyMemory<char>>? lines = null;
        while (!prompt.IsEmpty)
        {
            int end = prompt.Span.IndexOf('\n');
            ReadOnlyMemory<char> line = end < 0 ? prompt : prompt[..end];
            prompt = end < 0 ? default : prompt[(end + 1)..];
            if (line.Span.StartsWith("## ")) sections.Add((line[3..].ToString(), lines = []));
            else if (line.Span.StartsWith("# ")) lines = null;
            else if (line.Length > 2) lines?.Add(line);
        }

        return sections;
    }

    private static int DirectionOf(string recommendation) => recommendation switch
    {
        "STRONG BUY" or "BUY" => 1,
        "SELL" or "STRONG SELL" => -1,
        _ => 0,
    };

    private static string Sentence(string claim) =>
        string.Concat(char.ToUpperInvariant(claim[0]).ToString(), claim.AsSpan(1), ".");

    private sealed record Part(IFactReader Reader, Fact[] Facts)
    {
        public int Count(int stance) => Facts.Count(f => f.Stance == stance);
    }
}
