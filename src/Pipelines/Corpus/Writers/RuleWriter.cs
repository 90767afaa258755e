using System.Text;
using Tauric.Engine;
using Tauric.Engine.Contracts;

namespace Tauric.Pipelines.Corpus.Writers;

/// <summary>
/// The writer that needs no model: facts are read from the prompt by rule, a plan picks those that support the
/// recommendation and those that threaten it, and sentences are worded from them. The same prompt gives the same bytes.
/// </summary>
/// <remarks>
/// The form is the one Trading-R1's structure reward asks for (S4): five to seven sections with bullets, each an opinion with
/// a quote in italics and its source in back-ticks, the decision in the last line.
/// </remarks>
public sealed class RuleWriter : IThesisWriter
{
    private const int SectionsMax = 5;
    private const int BulletsMax = 5;
    private const int RisksMax = 4;

    private static readonly IFactReader[] s_readers =
    [
        new PriceFacts(), new TechnicalFacts(), new NewsFacts("Finnhub"), new NewsFacts("Google News"), new FundamentalFacts(),
        new AnalystFacts(), new InsiderFacts(), new MacroFacts(),
    ];

    private static readonly string[] s_because = ["because", "since", "given that", "as"];

    public string Identity => "rule-writer/1";

    public Thesis Write(ThesisRequest request)
    {
        int direction = DirectionOf(request.Recommendation);
        var random = CounterRandom.For(0, "rule-writer", request.SampleId);
        List<Part> plan = Plan(request.Prompt, direction);
        List<(Part Part, Fact Fact)> risks = [.. plan.SelectMany(p => p.Facts.Where(f => f.Stance == -direction && direction != 0)
            .Select(f => (p, f))).OrderByDescending(r => r.f.Weight).Take(RisksMax)];
        string summary = Summary(request, plan, direction);
        var text = new StringBuilder("## Summary\n").Append(summary).Append('\n');
        var claims = new List<ThesisClaim>();
        foreach (Part part in plan.Take(SectionsMax)) AppendSection(text, part, direction, claims, ref random);
        string[] spoken = [.. risks.Select(r => Sentence(r.Fact.Claim))];
        AppendRisks(text, risks, direction);
        text.Append("## Decision\n").Append("The balance of the evidence leads to **").Append(request.Recommendation).Append("**.\n")
            .Append("[[[").Append(request.Recommendation).Append("]]]\n");
        return new Thesis(summary, claims, spoken, request.Recommendation, text.ToString());
    }

    /// <summary>The sections of the prompt with their facts: those that carry the recommendation first.</summary>
    private static List<Part> Plan(string prompt, int direction)
    {
        var parts = new List<Part>();
        foreach ((string title, List<string> lines) in Sections(prompt))
        {
            IFactReader? reader = Array.Find(s_readers, r => title.StartsWith(r.Title, StringComparison.Ordinal));
            if (reader is null) continue;
            Fact[] facts = [.. reader.Read(lines).OrderByDescending(f => Fit(f, direction)).Take(3 * BulletsMax)];
            if (facts.Length > 0) parts.Add(new Part(reader.Heading, title, facts));
        }

        return [.. parts.OrderByDescending(p => p.Facts.Take(BulletsMax).Sum(f => Fit(f, direction)))];
    }

    /// <summary>Facts for the recommendation count fully, neutral ones a little, those against it last.</summary>
    private static double Fit(Fact fact, int direction) =>
        fact.Weight + (direction == 0 ? (fact.Stance == 0 ? 1 : 0) : fact.Stance == direction ? 2 : fact.Stance == 0 ? 0.5 : 0);

    private static void AppendSection(StringBuilder text, Part part, int direction, List<ThesisClaim> claims, ref CounterRandom random)
    {
        text.Append("## ").Append(part.Heading).Append('\n');
        foreach (Fact fact in part.Facts.Take(BulletsMax))
        {
            string because = s_because[random.NextInt(s_because.Length)];
            string effect = fact.Stance == 0 ? "This point is neutral for the view" : fact.Stance == direction
                ? "This supports the view" : direction == 0 ? "This keeps the view balanced" : "This argues for caution";
            text.Append("- ").Append(effect).Append(' ').Append(because).Append(' ').Append(fact.Claim).Append(": *").Append(fact.Quote)
                .Append("* `").Append(part.Source).Append("`\n");
            claims.Add(new ThesisClaim(Sentence(fact.Claim), fact.Quote, part.Source, fact.Stance));
        }
    }

    private static void AppendRisks(StringBuilder text, List<(Part Part, Fact Fact)> risks, int direction)
    {
        text.Append("## Risks\n");
        foreach ((Part part, Fact fact) in risks)
            text.Append("- The view would suffer if this gains weight: ").Append(fact.Claim).Append(": *").Append(fact.Quote).Append("* `")
                .Append(part.Source).Append("`\n");
        if (risks.Count == 0)
            text.Append(direction == 0 ? "- A break of the current balance, either way, would end the case for waiting.\n"
                : "- Nothing in the evidence speaks against the view, which is itself a reason to keep the position small.\n");
    }

    private static string Summary(ThesisRequest request, List<Part> plan, int direction)
    {
        int pro = plan.Sum(p => p.Facts.Count(f => f.Stance == direction && direction != 0));
        int contra = plan.Sum(p => p.Facts.Count(f => f.Stance == -direction && direction != 0));
        string ticker = request.SampleId[..request.SampleId.IndexOf('_')];
        string lead = plan.Count == 0 ? "little evidence" : plan[0].Heading.ToLowerInvariant();
        return $"{ticker} is rated **{request.Recommendation}**: {lead} carries the case, with {pro} points in favour and {contra} against.";
    }

    private static List<(string Title, List<string> Lines)> Sections(string prompt)
    {
        var sections = new List<(string Title, List<string> Lines)>();
        List<string>? lines = null;
        foreach (ReadOnlySpan<char> line in prompt.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("## ")) sections.Add((line[3..].ToString(), lines = []));
            else if (line.StartsWith("# ")) lines = null;
            else if (line.Length > 2) lines?.Add(line.ToString());
        }

        return sections;
    }

    private static int DirectionOf(string recommendation) => recommendation switch
    {
        "STRONG BUY" or "BUY" => 1,
        "SELL" or "STRONG SELL" => -1,
        _ => 0,
    };

    private static string Sentence(string claim) => string.Concat(char.ToUpperInvariant(claim[0]).ToString(), claim.AsSpan(1), ".");

    private sealed record Part(string Heading, string Source, Fact[] Facts);
}
