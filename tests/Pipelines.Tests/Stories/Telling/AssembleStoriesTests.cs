using System.Text.RegularExpressions;
using Tauric.Pipelines.Stories;

namespace Tauric.Pipelines.Tests.Stories.Telling;

public sealed class AssembleStoriesTests
{
    private const string Golden =
        "AAPL read bullish on 2025-03-14: an earnings reaction. Price rose moderately by its own measure, " +
        "then picked up speed, and the close came 1.24% above the last one. The shares stood 2.26% above " +
        "their close of five sessions before, although twenty sessions had cost 2.65%. The tape began uphill " +
        "and stayed so, and the daily bars traced a breakout pattern. The minute bars traced a consolidation " +
        "pattern at 13:05. An older headline read “An upgrade”, and a headline of the session said “Profit " +
        "beats ‘all’ hopes; shares up”. Trading was elevated, and volume came 37.00% above the session " +
        "before. The TRIN of the market was 0.86. Momentum read powerful, and the trend looked upward. " +
        "Momentum built from open to close, and the TICK of the market was -312.00. Volatility was calm, even" +
        " though the last minutes were choppy. The VIX stood at 18.35.";

    [Fact]
    public void A_story_says_what_its_rows_say()
    {
        using ToldMarket market = new ToldMarket().Whole("AAPL").Internals();
        Assert.Empty(market.Tell());
        Assert.Equal(Golden, market.Story);
        IReadOnlyDictionary<string, string> row = Assert.Single(market.Stories.Rows).Fields;
        Assert.Equal("AAPL rose moderately with busy trading, and swings are small as momentum is very strong. " +
            "The pattern is a breakout.", row["story_summary"]);
        Assert.Equal(("rule", "bullish", "earnings_reaction", "breakout"),
            (row["written_by"], row["directional_bias"], row["story_theme"], row["pattern"]));
        // 19 clauses and the bias make 190 pairs. Against: the twenty sessions with the bias and with eight clauses
        // that lean up, the calm day with its restless end, and the old headline with the session's price.
        Assert.Equal(1 - (11 / 190.0), double.Parse(row["coherence_score"]), 6);
        Assert.Equal("1", row["completeness_score"]);
        double quality = Math.Cbrt((1 - (11 / 190.0)) * 1 * 0.7f);
        Assert.Equal(quality, double.Parse(row["story_quality_score"]), 6);
        Assert.Equal((1 - (11 / 190.0)) * 0.7f, double.Parse(row["confidence_level"]), 6);
    }

    [Fact]
    public void Every_combination_of_levels_is_told_without_a_false_or_contradictory_clause()
    {
        using ToldMarket market = new ToldMarket().Internals();
        for (int i = 0; i < 5 * 5 * 5 * 5 * 3; i++)
        {
            string symbol = $"S{i:D4}";
            int[] levels = [i % 5, i / 5 % 5, i / 25 % 5, i / 125 % 5, i / 625];
            float degree = 0.5f + (i % 51 / 100f);
            string pattern = i % 7 < 3 ? new[] { "reversal", "momentum divergence", "volume surge" }[i % 7] : "";
            market.Day(symbol, levels, pattern, degree).Bar(symbol, 0, 100 + (i % 3) - 1, 1000 + (i % 11) - 5)
                .Bar(symbol, 1, 100).Minute(symbol, 9, 59, [2, 2, levels[1], 2, levels[2] % 3])
                .Minute(symbol, 12, 44, [2, 2, levels[3], 2, levels[1] % 3])
                .Minute(symbol, 15, 59, [2, 2, levels[0], levels[2], levels[0] % 3]);
        }

        market.News("S0007", "Profit rises", market.At(10, 0)).News("S1700", "Sued", market.At(10, 0));
        Assert.Empty(market.Tell());
        Assert.Equal(1875, market.Stories.Rows.Count);
        Assert.Equal(["bearish", "bullish", "neutral"], market.Stories.All("directional_bias").Distinct().Order());
        Assert.Equal(["consolidation", "earnings_reaction", "market_update", "momentum", "news_driven", "reversal"],
            market.Stories.All("story_theme").Distinct().Order());
        Assert.All(market.Stories.All("coherence_score"), text => Assert.InRange(double.Parse(text), 0.4, 1));
        Assert.All(market.Stories.All("story_text"), text => Assert.InRange(text.Length, 100, 2000));
    }

    [Fact]
    public void What_speaks_against_the_rest_is_conceded()
    {
        using ToldMarket market = new ToldMarket().Day("A", [4, 2, 0, 2, 2]).Bar("A", 0, 103).Bar("A", 1, 100);
        Assert.Empty(market.Tell());
        Assert.Matches(new Regex("(Even so, |Still, )momentum "), market.Story);
        Assert.Equal("bullish", Assert.Single(market.Stories.All("directional_bias")));
    }

    [Fact]
    public void No_headline_completes_a_story_only_where_the_feed_was_heard()
    {
        using ToldMarket silent = new ToldMarket().Day("A", [2, 2, 2, 2, 1]);
        using ToldMarket heard = new ToldMarket().Day("A", [2, 2, 2, 2, 1]);
        heard.News("B", "about another", heard.At(12, 0));
        silent.Tell();
        heard.Tell();
        Assert.Equal(["0.8"], silent.Stories.All("completeness_score"));
        Assert.Equal(["1"], heard.Stories.All("completeness_score"));
        Assert.All([silent, heard], m => Assert.Equal("~", Assert.Single(m.Components.All("event_context"))));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(333)]
    [InlineData(600)]
    public void A_story_keeps_to_its_length_in_whole_clauses(int lengthMax)
    {
        using ToldMarket market = new ToldMarket { Options = new StoriesOptions { StoryLengthMax = lengthMax } };
        market.Whole("AAPL").Internals().News("AAPL", new string('x', 400), market.At(12, 0));
        Assert.Empty(market.Tell());
        Assert.InRange(market.Story.Length, lengthMax / 4, lengthMax);
    }

    [Fact]
    public void A_symbol_nothing_is_known_of_has_an_empty_story_of_no_quality()
    {
        using ToldMarket market = new ToldMarket().Day("A", [-1, -1, -1, -1, -1], confidence: 0);
        Assert.Empty(market.Tell());
        Assert.EndsWith(": a market update.", market.Story, StringComparison.Ordinal);
        Assert.Equal(["0", market.Story, "", "rule"], new[]
        {
            "story_quality_score", "story_summary", "components_used", "written_by",
        }.Select(c => Assert.Single(market.Stories.All(c))));
    }

    [Fact]
    public void A_model_may_write_the_summary_and_the_row_says_so()
    {
        using ToldMarket market = new ToldMarket().Day("A", [4, 4, 4, 4, 2]).Day("B", [0, 4, 4, 4, 2]);
        market.Tell(new ScriptedModel(request => request.Suffix.StartsWith("narrative A\n", StringComparison.Ordinal)
            ? "A surged on very heavy volume, while momentum is racing and volatility is extreme."
            : "B will double."));
        Assert.Equal(["model", "rule"], market.Stories.All("written_by"));
        Assert.StartsWith("A surged on very", market.Stories.All("story_summary").First(), StringComparison.Ordinal);
        Assert.DoesNotContain("double", market.Stories.All("story_summary").Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void Symbols_with_points_and_early_closes_are_no_matter()
    {
        using var market = new ToldMarket { Session = new DateOnly(2024, 11, 29) };   // Closes at 13:00.
        market.Day("BRK.B", [1, 2, 1, 3, 0]).Minute("BRK.B", 9, 45, [2, 2, 2, 2, 0])
            .Minute("BRK.B", 11, 0, [2, 2, 2, 2, 0]).Minute("BRK.B", 12, 59, [2, 2, 1, 3, 0])
            .Bar("BRK.B", 0, 480.5).Bar("BRK.B", 1, 481).Bar("BRK.B", 20, 455);
        Assert.Empty(market.Tell());
        Assert.Contains("the tape ", market.Story, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("bearish", Assert.Single(market.Stories.All("directional_bias")));
    }
}
