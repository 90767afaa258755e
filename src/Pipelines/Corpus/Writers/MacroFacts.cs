namespace Tauric.Pipelines.Corpus.Writers;

/// <summary>Direction of each macro series over its last two observations.</summary>
internal sealed class MacroFacts : IFactReader
{
    private const int WordsOfTwo = 4;   // Month and value, twice.
    private static readonly string[] s_headwinds = ["CPIAUCSL", "UNRATE", "FEDFUNDS", "DGS10", "VIXCLS"];

    public string Title => "Macro series";

    public string Heading => "Macro backdrop";

    public IEnumerable<Fact> Read(IReadOnlyList<ReadOnlyMemory<char>> lines)
    {
        foreach (ReadOnlyMemory<char> line in lines)
            if (Read(line) is { } fact) yield return fact;
    }

    private static Fact? Read(ReadOnlyMemory<char> line)
    {
        ReadOnlySpan<char> text = line.Span;
        int close = text.IndexOf("> ");
        int from = text.Length;
        for (int word = 0; word < WordsOfTwo && from > 0; word++) from = text[..from].LastIndexOf(' ');
        if (close < 2 || text[0] != '<' || from <= close) return null;
        ReadOnlySpan<char> words = text[(from + 1)..];
        double? before = FactText.Number(FactText.After(words, " "));
        if (before is null || FactText.Number(words[(words.LastIndexOf(' ') + 1)..]) is not { } last) return null;
        string name = text[1..close].ToString();
        int rising = Array.IndexOf(s_headwinds, name) < 0 ? 1 : -1;
        return Math.Sign(last - before.Value) switch
        {
            > 0 => new Fact(line[(from + 1)..], $"{name} rose in its latest observation", rising, 0.4),
            < 0 => new Fact(line[(from + 1)..], $"{name} fell in its latest observation", -rising, 0.4),
            _ => new Fact(line[(from + 1)..], $"{name} was unchanged in its latest observation", 0, 0.2),
        };
    }
}
