using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Corpus.Writers;

/// <summary>
/// What the prompts of a ticker and day say: most of it they say alike. A section that stands in several of them is
/// read once, and evidence they share has one number, so that their plans and sections can be asked once too.
/// </summary>
internal sealed class EvidenceBook
{
    // Compared one after the other: two that differ do so in length or soon, and a hash would read all of both.
    private readonly Dictionary<IFactReader, List<(string Text, Fact[] Facts)>> _sections = [];
    private readonly Dictionary<(string Section, string Claim, string Quote), Evidence> _known = [];
    private readonly List<Evidence> _all = [];

    /// <summary>In the order of their numbers; grows as prompts are read.</summary>
    public IReadOnlyList<Evidence> All => _all;

    /// <param name="section">From its title to the next one; copied, so that the prompt need not stay.</param>
    public IReadOnlyList<Fact> Read(IFactReader reader, ReadOnlySpan<char> section)
    {
        if (!_sections.TryGetValue(reader, out var known)) _sections.Add(reader, known = []);
        foreach ((string text, Fact[] facts) in known)
            if (section.SequenceEqual(text)) return facts;
        string copy = section.ToString();
        known.Add((copy, [.. reader.Read(Lines(copy.AsMemory()))]));
        return known[^1].Facts;
    }

    public Evidence Of(string section, Fact fact)
    {
        var key = (section, fact.Claim, fact.Quote.ToString());
        if (_known.TryGetValue(key, out Evidence? known)) return known;
        var evidence = new Evidence(_all.Count + 1, section, fact.Stance, fact.Claim, fact.Quote);
        _all.Add(evidence);
        return _known[key] = evidence;
    }

    /// <summary>All but the title, and those too short to say anything.</summary>
    private static List<ReadOnlyMemory<char>> Lines(ReadOnlyMemory<char> section)
    {
        var lines = new List<ReadOnlyMemory<char>>();
        for (int end = section.Span.IndexOf('\n'); end >= 0;)
        {
            section = section[(end + 1)..];
            end = section.Span.IndexOf('\n');
            ReadOnlyMemory<char> line = end < 0 ? section : section[..end];
            if (line.Length > 2) lines.Add(line);
        }

        return lines;
    }
}
