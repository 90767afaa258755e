using Tauric.Pipelines.Corpus.Writers;

namespace Tauric.Pipelines.Tests.Corpus.Writers;

public sealed class AnalystFactsTests
{
    [Theory]
    [InlineData("- [d] H: up to Buy", 1)]
    [InlineData("- [d] H: down", -1)]
    [InlineData("- [d] H: main", 0)]
    public void A_line_takes_the_side_its_words_take(string line, int stance)
    {
        Fact fact = Assert.Single(new AnalystFacts().Read([line.AsMemory()]));
        Assert.Equal(stance, fact.Stance);
        Assert.Contains(fact.Quote.ToString(), line, StringComparison.Ordinal);
    }
}
