using System.Globalization;
using Tauric.Engine;
using Tauric.Kernels.Patterns;
using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Stories.Fuzzy;

namespace Tauric.Pipelines.Tests.Stories.Fuzzy;

public sealed class FuzzyPatternsTests
{
    [Fact]
    public void There_are_the_six_and_the_user_s()
    {
        var mine = new Pattern("two_steps_up", [new Track("price", Movement.Rises, 0, Movement.Rises)]);
        var step = new FuzzyPatterns(new StoriesOptions { Patterns = [mine] });
        Assert.Equal([.. NamedPatterns.All.Select(p => p.Name), "two_steps_up"],
            step.Output.Schema.Fields.Skip(3).Select(f => f.Name));
    }

    [Fact]
    public void A_pattern_about_a_series_there_is_not_is_refused_by_name()
    {
        var mine = new Pattern("odd", [new Track("mood", 0, 0, 0)]);
        var error = Assert.Throws<PlanException>(() => new FuzzyPatterns(new StoriesOptions { Patterns = [mine] }));
        Assert.Contains("'odd'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'mood'", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Bars of range 1 (so an ATR near 1): quiet, then 3 bars that rise by one each.</summary>
    [Theory]
    [InlineData(1.0, "breakout_pattern")]
    [InlineData(0.0, "consolidation_pattern")]
    public void A_shape_is_seen_where_it_ends(double step, string pattern)
    {
        var market = new StoryMarket(60);
        double close = 100;
        foreach ((DateOnly day, int i) in market.Sessions.Select((d, i) => (d, i)))
        {
            if (i >= 57) close += step;
            market.SetDay("A", day, new Quote(close, close + 0.5, close - 0.5, close, 1000));
        }

        using var run = new FuzzyRun(market, FuzzyRun.Telling(market, 1));
        var row = run.Patterns.Rows[^1].Fields;
        Assert.InRange(double.Parse(row[pattern], CultureInfo.InvariantCulture), 0.95, 1);
        Assert.Equal(pattern.Split('_')[0], run.Output.Rows[^1].Fields["pattern"]);
    }

    [Fact]
    public void A_symbol_s_scores_do_not_depend_on_who_else_trades()
    {
        StoryMarket market = StoryMarket.Drawn(1, 60, 3, 30, "A", "B", "C");
        using var all = new FuzzyRun(market, FuzzyRun.Telling(market, 1));
        StoryMarket alone = StoryMarket.Drawn(1, 60, 3, 30, "B");
        using var one = new FuzzyRun(alone, FuzzyRun.Telling(alone, 1));
        Assert.Equal(one.Lines, all.Lines.Where(line => line.Contains(": B|", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_window_of_bars_comes_before_the_first_score()
    {
        StoryMarket market = StoryMarket.Drawn(1, 3, 1, 40, "A");
        using var run = new FuzzyRun(market, FuzzyRun.Telling(market, 1));
        // ATR(20) is there from bar 20 on; the first segment ends six bars before the last.
        Assert.Equal(26, run.Patterns.Rows.TakeWhile(r => r.Fields["breakout_pattern"] == "~").Count());
    }

    [Fact]
    public void Window_and_patterns_enter_the_fingerprint()
    {
        string of(StoriesOptions options) => string.Join(';', new FuzzyPatterns(options).Parameters);
        Pattern mine(Movement last, double threshold) =>
            new("mine", [new Track("price", 0, 0, last)], threshold: threshold);
        var options = new StoriesOptions();
        Assert.Equal(5, new[] { options, options with { PatternWindow = 13 }, options with { Patterns = [mine(1, .5)] },
            options with { Patterns = [mine(2, .5)] }, options with { Patterns = [mine(1, .6)] } }
            .Select(of).Distinct().Count());
    }
}
