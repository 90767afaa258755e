using Tauric.Pipelines.Corpus.Writers;

namespace Tauric.Pipelines.Tests.Corpus.Writers;

public sealed class NewsFactsTests
{
    [Theory]
    [InlineData("- [d] W: Profit beats | probe", 1)]
    [InlineData("- [d] W: Recall widens", -1)]
    [InlineData("- [d] W: Record loss", 0)]
    public void A_line_takes_the_side_its_words_take(string line, int stance)
    {
        Fact fact = Assert.Single(new NewsFacts("Finnhub").Read([line.AsMemory()]));
        Assert.Equal(stance, fact.Stance);
        Assert.Contains(fact.Quote.ToString(), line, StringComparison.Ordinal);
    }
}
