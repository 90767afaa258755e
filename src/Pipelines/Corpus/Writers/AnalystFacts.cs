namespace Tauric.Pipelines.Corpus.Writers;

/// <summary>Analyst actions: an action that names a direction takes a side.</summary>
internal sealed class AnalystFacts : IFactReader
{
    public string Title => "Analyst actions";

    public string Heading => "Analyst opinion";

    public IEnumerable<Fact> Read(IReadOnlyList<ReadOnlyMemory<char>> lines)
    {
        foreach (ReadOnlyMemory<char> line in lines)
        {
            ReadOnlyMemory<char> quote = line[2..];
            if (quote.Span.Contains(": up", StringComparison.Ordinal))
                yield return new Fact(quote, "a broker raised its rating of the shares", +1, 0.9);
            else if (quote.Span.Contains(": down", StringComparison.Ordinal))
                yield return new Fact(quote, "a broker lowered its rating of the shares", -1, 0.9);
            else
                yield return new Fact(quote, "a broker kept its view of the shares", 0, 0.3);
        }
    }
}
