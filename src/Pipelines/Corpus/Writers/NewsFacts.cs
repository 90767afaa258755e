using System.Buffers;

namespace Tauric.Pipelines.Corpus.Writers;

/// <summary>Headlines that carry a plain good or bad word; the newest come first in a prompt and weigh most.</summary>
internal sealed class NewsFacts(string source) : IFactReader
{
    private static readonly SearchValues<string> s_good = SearchValues.Create(
        ["beat", "record", "raise", "upgrade", "surge", "jump", "rall", "gain", "growth", "strong", "win", "expand", "approv", "buyback", "outperform", "soar"],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> s_bad = SearchValues.Create(
        ["miss", "cut", "downgrade", "fall", "drop", "slump", "probe", "lawsuit", "recall", "weak", "loss", "delay", "warn", "layoff", "plunge", "slide", "fine"],
        StringComparison.OrdinalIgnoreCase);

    public string Title => "News: " + source;

    public string Heading => "News flow from " + source;

    public IEnumerable<Fact> Read(IReadOnlyList<string> lines)
    {
        double weight = 1;
        foreach (string line in lines)
        {
            int from = line.IndexOf(": ", StringComparison.Ordinal);
            if (from < 0) continue;
            int to = line.IndexOf(" | ", from, StringComparison.Ordinal);
            string headline = to < 0 ? line[(from + 2)..] : line[(from + 2)..to];
            if (headline.Length == 0) continue;
            int stance = (headline.AsSpan().ContainsAny(s_good) ? 1 : 0) - (headline.AsSpan().ContainsAny(s_bad) ? 1 : 0);
            weight *= 0.97;
            yield return stance switch
            {
                > 0 => new Fact(headline, "the headline is favourable for the shares", +1, weight),
                < 0 => new Fact(headline, "the headline weighs on the shares", -1, weight),
                _ => new Fact(headline, "the headline adds context without taking a side", 0, weight / 4),
            };
        }
    }
}
