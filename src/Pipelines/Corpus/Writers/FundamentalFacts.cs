namespace Tauric.Pipelines.Corpus.Writers;

/// <summary>Profit or loss of the latest reported periods.</summary>
internal sealed class FundamentalFacts : IFactReader
{
    private const int PeriodsMax = 4;

    public string Title => "Fundamentals";

    public string Heading => "Fundamentals";

    public IEnumerable<Fact> Read(IReadOnlyList<ReadOnlyMemory<char>> lines)
    {
        foreach (ReadOnlyMemory<char> line in lines.Take(PeriodsMax))
        {
            ReadOnlyMemory<char> quote = line[2..];
            yield return FactText.Number(FactText.After(quote.Span, "net_income ")) switch
            {
                null => new Fact(quote, "a reported period gives no bottom line", 0, 0.2),
                < 0 => new Fact(quote, "the reported period closed with a loss", -1, 0.7),
                _ => new Fact(quote, "the reported period was profitable", +1, 0.5),
            };
        }
    }
}
