using Tauric.Pipelines.Corpus.Writers;

namespace Tauric.Pipelines.Tests.Corpus.Writers;

public sealed class FundamentalFactsTests
{
    [Theory]
    [InlineData("- 2023-Q4: revenue 1, net_income -5M", -1)]
    [InlineData("- 2023-Q4: net_income 5M, shares 1", 1)]
    [InlineData("- 2023-Q4: revenue 1", 0)]
    public void A_line_takes_the_side_its_words_take(string line, int stance)
    {
        Fact fact = Assert.Single(new FundamentalFacts().Read([line.AsMemory()]));
        Assert.Equal(stance, fact.Stance);
        Assert.Contains(fact.Quote.ToString(), line, StringComparison.Ordinal);
    }
}
