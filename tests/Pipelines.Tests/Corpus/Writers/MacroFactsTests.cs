using Tauric.Pipelines.Corpus.Writers;

namespace Tauric.Pipelines.Tests.Corpus.Writers;

public sealed class MacroFactsTests
{
    [Theory]
    [InlineData("<UNRATE> 2024-01 3.7 2024-02 3.9", -1)]
    [InlineData("<GDP> 2024-01 9.9k 2024-02 1M", 1)]
    [InlineData("<GDP> 2024-01 1 2024-02 1", 0)]
    public void A_line_takes_the_side_its_words_take(string line, int stance)
    {
        Fact fact = Assert.Single(new MacroFacts().Read([line.AsMemory()]));
        Assert.Equal(stance, fact.Stance);
        Assert.Contains(fact.Quote.ToString(), line, StringComparison.Ordinal);
    }
}
