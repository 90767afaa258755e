using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Corpus.Writers;

/// <summary>
/// What a prompt offers a thesis, chosen by rule: of the sections that carry the recommendation best, the weightiest
/// points for it or neutral; of all sections, the weightiest against it.
/// </summary>
/// <param name="Chosen">For or neutral, section by section, the best first; then those against.</param>
/// <param name="Buying">Facts for buying in all of the prompt, chosen or not.</param>
/// <param name="Selling">Facts for selling in all of the prompt.</param>
/// <param name="Lead">Heading of the section with most facts for the recommendation; empty without any section.</param>
internal sealed record SampleEvidence(IReadOnlyList<Evidence> Chosen, int Buying, int Selling, string Lead)
{
    private const string Heading1 = "# ", Heading2 = "## ";
    private const int SectionsMax = 4;   // With summary, risks and decision: seven, as B1.6 rewards.

    private static readonly IFactReader[] s_readers =
    [
        new PriceFacts(), new TechnicalFacts(), new NewsFacts("Finnhub"), new NewsFacts("Google News"),
        new FundamentalFacts(), new AnalystFacts(), new InsiderFacts(), new MacroFacts(),
    ];

    /// <summary>Heading in the thesis of a section of the prompt.</summary>
    public static string HeadingOf(string title) => s_readers.First(r => r.Title == title).Heading;

    /// <param name="prompt">Anything may stand in it.</param>
    public static SampleEvidence Read(ReadOnlySpan<char> prompt, int direction, EvidenceBook book)
    {
        var parts = new Best<Part>(SectionsMax);
        var lead = new Best<Part>(1);
        var risks = new Best<(IFactReader Reader, Fact Fact)>(PlanForm.RisksMax);
        int buying = 0, selling = 0;
        while (NextSection(ref prompt) is { IsEmpty: false } section)
        {
            if (ReaderOf(section) is not { } reader) continue;
            var part = new Part(reader);
            foreach (Fact fact in book.Read(reader, section))
            {
                buying += fact.Stance > 0 ? 1 : 0;
                selling += fact.Stance < 0 ? 1 : 0;
                part.Agreeing += fact.Stance == direction ? 1 : 0;
                if (fact.Stance * direction < 0) risks.Offer((reader, fact), fact.Weight);
                else part.Points.Offer(fact, Fit(fact, direction));
            }

            parts.Offer(part, part.Points.ScoreSum);
            lead.Offer(part, part.Agreeing);
        }

        List<Evidence> chosen = [];
        foreach (Part part in parts.Items)
            foreach (Fact fact in part.Points.Items) Add(chosen, book.Of(part.Reader.Title, fact));
        foreach ((IFactReader reader, Fact fact) in risks.Items) Add(chosen, book.Of(reader.Title, fact));
        return new SampleEvidence(chosen, buying, selling, lead.Items.FirstOrDefault()?.Reader.Heading ?? "");
    }

    /// <summary>A prompt may say the same twice.</summary>
    private static void Add(List<Evidence> chosen, Evidence evidence)
    {
        if (!chosen.Exists(e => e.Number == evidence.Number)) chosen.Add(evidence);
    }

    /// <summary>Facts for the recommendation count fully, neutral ones a little.</summary>
    private static double Fit(Fact fact, int direction) => fact.Weight + (direction, fact.Stance * direction) switch
    {
        (0, _) => fact.Stance == 0 ? 1 : 0,
        (_, > 0) => 2,
        _ => 0.5,
    };

    /// <summary>From the next heading to the one after it; empty when there is none.</summary>
    private static ReadOnlySpan<char> NextSection(ref ReadOnlySpan<char> prompt)
    {
        int start = prompt.StartsWith(Heading2) ? 0 : prompt.IndexOf("\n" + Heading2) + 1;
        ReadOnlySpan<char> section = prompt[start..];
        if (!section.StartsWith(Heading2)) return [];
        int end = 0, next;
        do
        {
            next = section[end..].IndexOf("\n#");
            end = next < 0 ? section.Length : end + next + 1;
        }
        while (next >= 0 && !section[end..].StartsWith(Heading1) && !section[end..].StartsWith(Heading2));
        prompt = section[end..];
        return section[..end];
    }

    private static IFactReader? ReaderOf(ReadOnlySpan<char> section)
    {
        foreach (IFactReader reader in s_readers)
            if (section[Heading2.Length..].StartsWith(reader.Title)) return reader;
        return null;
    }

    private sealed class Part(IFactReader reader)
    {
        public IFactReader Reader => reader;

        public Best<Fact> Points { get; } = new(SectionForm.PointsMax);

        /// <summary>Facts that point where the view does.</summary>
        public int Agreeing { get; set; }
    }
}
