namespace Tauric.Pipelines.Corpus.Writers;

/// <summary>Insider sentiment (MSPR) and filed transactions by the sign of the change.</summary>
internal sealed class InsiderFacts : IFactReader
{
    public string Title => "Insider activity";

    public string Heading => "Insider behaviour";

    public IEnumerable<Fact> Read(IReadOnlyList<ReadOnlyMemory<char>> lines)
    {
        foreach (ReadOnlyMemory<char> line in lines)
        {
            ReadOnlyMemory<char> quote = line[2..];
            bool isSentiment = quote.Span.Contains("insider sentiment", StringComparison.Ordinal);
            double? change = FactText.Number(FactText.After(quote.Span, isSentiment ? " mspr " : " change "));
            string who = isSentiment ? "monthly insider sentiment" : "a filed insider transaction";
            double weight = isSentiment ? 0.8 : 0.4;
            yield return change switch
            {
                > 0 => new Fact(quote, $"{who} shows net buying", +1, weight),
                < 0 => new Fact(quote, $"{who} shows net selling", -1, weight),
                _ => new Fact(quote, $"{who} is balanced", 0, weight / 2),
            };
        }
    }
}
