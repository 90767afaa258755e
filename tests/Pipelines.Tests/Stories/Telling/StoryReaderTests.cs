namespace Tauric.Pipelines.Tests.Stories.Telling;

/// <summary>A changed fact must be noticed: the reader is worth what it objects to.</summary>
public sealed class StoryReaderTests
{
    [Fact]
    public void Every_changed_level_and_degree_of_the_day_is_noticed()
    {
        for (int variable = 0; variable < 5; variable++)
        {
            int states = variable == 4 ? 3 : 5;
            for (int level = 0; level < states; level++)
            {
                for (int other = -1; other < states; other++)
                {
                    using ToldMarket market = Telling([2, 2, 2, 2, 1], variable, level);
                    if (other == level) continue;
                    market.Flip(variable, other);
                    Assert.NotEmpty(market.Reread());
                }

                using ToldMarket sure = Telling([2, 2, 2, 2, 1], variable, level);
                sure.FlipDegree(variable, 0.55f);
                Assert.NotEmpty(sure.Reread());
                sure.FlipDegree(variable, 0.9f);
                Assert.NotEmpty(sure.Reread());
            }
        }
    }

    [Fact]
    public void Every_changed_cell_is_noticed() => Assert.Multiple([.. new (string Cell, Action<ToldMarket> Change)[]
    {
        ("close", m => m.FlipBar(0, 101.26)),
        ("close before", m => m.FlipBar(1, 100.02)),
        ("close of five", m => m.FlipBar(2, 99.02)),
        ("close of twenty", m => m.FlipBar(3, 104.02)),
        ("volume", m => m.FlipBar(0, 1371, isVolume: true)),
        ("trend of the minutes", m => m.FlipMinutes(4, 1)),
        ("momentum of the minutes", m => m.FlipMinutes(2, 2)),
        ("volatility of the minutes", m => m.FlipMinutes(3, 1)),
        ("pattern", m => m.FlipPatterns("reversal")),
        ("no pattern", m => m.FlipPatterns("")),
        ("headline", m => m.FlipNews(0, "Profit misses all hopes")),
        ("old headline", m => m.FlipNews(1, "A downgrade")),
        ("vix", m => m.FlipInternal(0, 18.37)),
        ("tick", m => m.FlipInternal(1, 312)),
        ("trin", m => m.FlipInternal(2, 0.85)),
    }.Select(c => (Action)(() => Notices(c.Cell, c.Change)))]);

    [Theory]
    [InlineData("although twenty", "and twenty", "contradicts and is not conceded")]
    [InlineData(", and the trend", ", although the trend", "is conceded")]
    [InlineData("The VIX stood at 18.35.", "It will double.", "not understood: it will double")]
    [InlineData("read bullish", "read bearish", "does not begin as a bullish")]
    [InlineData("an earnings reaction", "a breakout", "does not begin as a bullish earnings_reaction")]
    [InlineData("uphill", "downhill", "the trend of the minutes was 2 2 2")]
    [InlineData("13:05", "13:06", "pattern consolidation")]
    [InlineData("AAPL", "MSFT", "does not begin")]
    public void Every_changed_word_is_noticed(string words, string others, string objection)
    {
        using ToldMarket market = new ToldMarket().Whole("AAPL").Internals();
        market.Tell();
        string story = market.Story.Replace(words, others, StringComparison.Ordinal);
        Assert.NotEqual(market.Story, story);
        Assert.Contains(market.Read("AAPL", story, "bullish", "earnings_reaction"),
            o => o.Contains(objection, StringComparison.Ordinal));
    }

    [Fact]
    public void A_bias_the_clauses_do_not_weigh_and_a_theme_nothing_makes_are_noticed()
    {
        using ToldMarket market = new ToldMarket().Day("A", [4, 2, 4, 2, 2]);
        Assert.Empty(market.Tell());
        string story = market.Story.Replace("bullish", "bearish", StringComparison.Ordinal)
            .Replace("a momentum move", "a reversal", StringComparison.Ordinal);
        IReadOnlyList<string> objections = market.Read("A", story, "bearish", "reversal");
        Assert.Contains("the clauses weigh 3: bullish, not bearish", objections);
        Assert.Contains("nothing makes it reversal", objections);
    }

    private static void Notices(string cell, Action<ToldMarket> change)
    {
        using ToldMarket market = new ToldMarket().Whole("AAPL").Internals();
        Assert.Empty(market.Tell());
        change(market);
        Assert.False(market.Reread().Count == 0, $"nothing is wrong with another {cell}");
    }

    private static ToldMarket Telling(int[] levels, int variable, int level)
    {
        levels[variable] = level;
        ToldMarket market = new ToldMarket().Day("A", levels);
        Assert.Empty(market.Tell());
        return market;
    }
}
