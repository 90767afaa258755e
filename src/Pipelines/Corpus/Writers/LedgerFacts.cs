using System.Globalization;

namespace Tauric.Pipelines.Corpus.Writers;

/// <summary>Analyst actions: an action that names a direction takes a side.</summary>
internal sealed class AnalystFacts : IFactReader
{
    public string Title => "Analyst actions";

    public string Heading => "Analyst opinion";

    public IEnumerable<Fact> Read(IReadOnlyList<string> lines)
    {
        foreach (string line in lines)
        {
            string quote = line[2..];
            if (quote.Contains(": up", StringComparison.Ordinal)) yield return new Fact(quote, "a broker raised its rating", +1, 0.9);
            else if (quote.Contains(": down", StringComparison.Ordinal)) yield return new Fact(quote, "a broker lowered its rating", -1, 0.9);
            else yield return new Fact(quote, "a broker kept its view", 0, 0.3);
        }
    }
}

/// <summary>Insider sentiment (MSPR) and filed transactions by the sign of the change.</summary>
internal sealed class InsiderFacts : IFactReader
{
    public string Title => "Insider activity";

    public string Heading => "Insider behaviour";

    public IEnumerable<Fact> Read(IReadOnlyList<string> lines)
    {
        foreach (string line in lines)
        {
            string quote = line[2..];
            bool sentiment = quote.Contains("insider sentiment", StringComparison.Ordinal);
            int sign = SignAfter(quote, sentiment ? " mspr " : " change ");
            string who = sentiment ? "monthly insider sentiment" : "a filed insider transaction";
            double weight = sentiment ? 0.8 : 0.4;
            yield return sign switch
            {
                > 0 => new Fact(quote, $"{who} shows net buying", +1, weight),
                < 0 => new Fact(quote, $"{who} shows net selling", -1, weight),
                _ => new Fact(quote, $"{who} is balanced", 0, weight / 2),
            };
        }
    }

    private static int SignAfter(string text, string mark)
    {
        int at = text.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0) return 0;
        char first = text[at + mark.Length];
        return first == '-' ? -1 : first is >= '1' and <= '9' || text.AsSpan(at + mark.Length).StartsWith("0.", StringComparison.Ordinal) ? 1 : 0;
    }
}

/// <summary>The latest reported period.</summary>
internal sealed class FundamentalFacts : IFactReader
{
    public string Title => "Fundamentals";

    public string Heading => "Fundamentals";

    public IEnumerable<Fact> Read(IReadOnlyList<string> lines)
    {
        foreach (string line in lines.Take(4))
        {
            string quote = line[2..];
            int at = quote.IndexOf("net_income ", StringComparison.Ordinal);
            if (at < 0) yield return new Fact(quote, "a reported period gives no bottom line", 0, 0.2);
            else if (quote[at + "net_income ".Length] == '-') yield return new Fact(quote, "the reported period closed with a loss", -1, 0.7);
            else yield return new Fact(quote, "the reported period was profitable", +1, 0.5);
        }
    }
}

/// <summary>Direction of each macro series over its last two observations.</summary>
internal sealed class MacroFacts : IFactReader
{
    private static readonly string[] s_headwinds = ["CPIAUCSL", "UNRATE", "FEDFUNDS", "DGS10", "VIXCLS"];

    public string Title => "Macro series";

    public string Heading => "Macro backdrop";

    public IEnumerable<Fact> Read(IReadOnlyList<string> lines)
    {
        foreach (string line in lines)
        {
            string[] words = line.Split(' ');
            if (words.Length < 5 || Number(words[^1]) is not { } last || Number(words[^3]) is not { } before) continue;
            string name = words[0].Trim('<', '>');
            string quote = string.Join(' ', words[^4..]);
            int against = s_headwinds.Contains(name) ? -1 : 1;
            yield return last > before ? new Fact(quote, $"{name} rose in its latest observation", against, 0.4)
                : last < before ? new Fact(quote, $"{name} fell in its latest observation", -against, 0.4)
                : new Fact(quote, $"{name} was unchanged", 0, 0.2);
        }
    }

    private static double? Number(string text)
    {
        string digits = text.TrimEnd('k', 'M', 'B');
        double unit = text.Length == digits.Length ? 1 : text[^1] switch { 'k' => 1e3, 'M' => 1e6, _ => 1e9 };
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value * unit : null;
    }
}
