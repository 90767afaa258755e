using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Corpus.Writers;

/// <summary>
/// What a prompt offers a thesis, chosen by rule: of the sections that carry the recommendation best, the weightiest
/// points for it or neutral; of all sections, the weightiest against it.
/// </summary>
/// <param name="Chosen">For or neutral, section by section, the best first; then those against.</param>
/// <param name="Buying">Facts for buying in all of the prompt, chosen or not.</param>
/// <param name="Selling">Facts for selling in all of the prompt.</param>
/// <param name="Lead">Heading of the section with most facts for the recommendation; empty when there are none.</param>
internal sealed record SampleEvidence(IReadOnlyList<Evidence> Chosen, int Buying, int Selling, string Lead)
{
    private const int SectionsMax = 4;   // With summary, risks and decision: seven, as B1.6 rewards.

    private static readonly IFactReader[] s_readers =
    [
        new PriceFacts(), new TechnicalFacts(), new NewsFacts("Finnhub"), new NewsFacts("Google News"),
        new FundamentalFacts(), new AnalystFacts(), new InsiderFacts(), new MacroFacts(),
    ];

    /// <summary>Heading in the thesis of a section of the prompt.</summary>
    public static string HeadingOf(string title) => s_readers.First(r => r.Title == title).Heading;

    /// <param name="prompt">Anything may stand in it.</param>
    public static SampleEvidence Read(ReadOnlyMemory<char> prompt, int direction, EvidenceBook book)
    {
        List<Part> parts = Parts(prompt);
        var chosen =
            from part in parts
            let points = part.Facts.Where(f => direction == 0 || f.Stance != -direction)
                .OrderByDescending(f => Fit(f, direction)).Take(SectionForm.PointsMax).ToArray()
            where points.Length > 0
            orderby points.Sum(f => Fit(f, direction)) descending
            select points.Select(f => book.Of(part.Reader.Title, f));
        var against =
            from part in parts
            from fact in part.Facts
            where direction != 0 && fact.Stance == -direction
            orderby fact.Weight descending
            select book.Of(part.Reader.Title, fact);
        Part? lead = parts.MaxBy(p => p.Count(direction));
        return new SampleEvidence(
            [
                .. chosen.Take(SectionsMax).SelectMany(s => s).DistinctBy(e => e.Number),
                .. against.DistinctBy(e => e.Number).Take(PlanForm.RisksMax),
            ],
            parts.Sum(p => p.Count(+1)), parts.Sum(p => p.Count(-1)), lead?.Reader.Heading ?? "");
    }

    /// <summary>Facts for the recommendation count fully, neutral ones a little.</summary>
    private static double Fit(Fact fact, int direction) => fact.Weight + (direction, fact.Stance * direction) switch
    {
        (0, _) => fact.Stance == 0 ? 1 : 0,
        (_, > 0) => 2,
        _ => 0.5,
    };

    private static List<Part> Parts(ReadOnlyMemory<char> prompt)
    {
        var parts = new List<Part>();
        foreach ((string title, List<ReadOnlyMemory<char>> lines) in Sections(prompt))
        {
            IFactReader? reader = Array.Find(s_readers, r => title.StartsWith(r.Title, StringComparison.Ordinal));
            if (reader is not null) parts.Add(new Part(reader, [.. reader.Read(lines)]));
        }

        return parts;
    }

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

    private sealed record Part(IFactReader Reader, Fact[] Facts)
    {
        public int Count(int stance) => Facts.Count(f => f.Stance == stance);
    }
}
