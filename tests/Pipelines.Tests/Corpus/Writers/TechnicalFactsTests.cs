using Tauric.Pipelines.Corpus.Writers;

namespace Tauric.Pipelines.Tests.Corpus.Writers;

public sealed class TechnicalFactsTests
{
    [Theory]
    [InlineData("<rsi_14> now 75 | p | 75", -1)]
    [InlineData("<macd_histogram> now 0.1 | p | 1", 1)]
    [InlineData("<adx_14> now 30 | p | 30", 0)]
    public void A_line_takes_the_side_its_words_take(string line, int stance)
    {
        Fact fact = Assert.Single(new TechnicalFacts().Read([line.AsMemory()]));
        Assert.Equal(stance, fact.Stance);
        Assert.Contains(fact.Quote.ToString(), line, StringComparison.Ordinal);
    }
}
