using Tauric.Pipelines.Corpus.Writers;

namespace Tauric.Pipelines.Tests.Corpus.Writers;

public sealed class InsiderFactsTests
{
    [Theory]
    [InlineData("- 2024-02 insider sentiment mspr -3, change 9", -1)]
    [InlineData("- [d] N (P), change 2k at 3", 1)]
    [InlineData("- [d] N, change 0", 0)]
    public void A_line_takes_the_side_its_words_take(string line, int stance)
    {
        Fact fact = Assert.Single(new InsiderFacts().Read([line.AsMemory()]));
        Assert.Equal(stance, fact.Stance);
        Assert.Contains(fact.Quote.ToString(), line, StringComparison.Ordinal);
    }
}
