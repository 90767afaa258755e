using System.Buffers;

namespace Tauric.Pipelines.Corpus.Writers;

/// <summary>
/// Headlines that carry a plain good or bad word; the newest come first in a prompt and weigh most.
/// </summary>
internal sealed class NewsFacts(string source) : IFactReader
{
    private const double OlderWeight = 0.97;

    private static readonly SearchValues<string> s_good = SearchValues.Create(
        [
            "beat", "record", "raise", "upgrade", "surge", "jump", "rall", "gain", "growth", "strong", "win", "expand",
            "approv", "buyback", "outperform", "soar",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> s_bad = SearchValues.Create(
        [
            "miss", "cut", "downgrade", "fall", "drop", "slump", "probe", "lawsuit", "recall", "weak", "loss", "delay",
            "warn", "layoff", "plunge", "slide", "fine",
        ],
        StringComparison.OrdinalIgnoreCase);

    public string Title { get; } = "News: " + source;

    public string Heading { get; } = "News flow from " + source;

    public IEnumerable<Fact> Read(IReadOnlyList<ReadOnlyMemory<char>> lines)
    {
        double weight = 1;
        foreach (ReadOnlyMemory<char> line in lines)
        {
            ReadOnlyMemory<char> headline = Headline(line);
            if (headline.IsEmpty) continue;
            int stance = (headline.Span.ContainsAny(s_good) ? 1 : 0) - (headline.Span.ContainsAny(s_bad) ? 1 : 0);
            weight *= OlderWeight;
            yield return stance switch
            {
                > 0 => new Fact(headline, "the headline is favourable for the shares", +1, weight),
                < 0 => new Fact(headline, "the headline weighs on the shares", -1, weight),
                _ => new Fact(headline, "the headline adds context without taking a side", 0, weight / 4),
            };
        }
    }

    /// <summary>What stands between publisher and summary.</summary>
    private static ReadOnlyMemory<char> Headline(ReadOnlyMemory<char> line)
    {
        int colon = line.Span.IndexOf(": ");
        if (colon < 0) return default;
        ReadOnlyMemory<char> rest = line[(colon + 2)..];
        int bar = rest.Span.IndexOf(" | ");
        return bar < 0 ? rest : rest[..bar];
    }
}
