using System.Globalization;
using Tauric.Engine;
using Tauric.Kernels;
using Tauric.Kernels.Fuzzy;
using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Stories.Fuzzy;

namespace Tauric.Pipelines.Tests.Stories.Fuzzy;

public sealed class FuzzySetsTests
{
    [Fact]
    public void Columns_are_named_as_the_seed_names_them() => Assert.Superset(
        new HashSet<string>
        {
            "rsi_very_low", "rsi_medium", "rsi_very_high", "sma_trend_down", "sma_trend_neutral", "sma_trend_up",
            "volume_very_low", "volume_normal", "volume_very_high",
        },
        FuzzySets.Sets.Schema.Fields.Select(f => f.Name).ToHashSet());

    [Theory]
    [InlineData("triangular")]
    [InlineData("trapezoid")]
    [InlineData("pi")]
    public void Degrees_of_a_variable_add_up_to_one(string membership)
    {
        StoryMarket market = StoryMarket.Drawn(1, 130, 3, 40, "A", "B");
        using var run = new FuzzyRun(market, FuzzyRun.Telling(market, 1) with { Membership = membership });
        int known = 0;
        foreach (var row in run.Sets.Rows.Select(r => r.Fields))
        {
            foreach (FuzzyVariable variable in FuzzyVariable.All)
            {
                string[] degrees = [.. variable.States.Select(state => row[$"{variable.Name}_{state}"])];
                if (degrees.Contains("~"))
                {
                    Assert.All(degrees, degree => Assert.Equal("~", degree));
                    continue;
                }

                double[] numbers = [.. degrees.Select(d => double.Parse(d, CultureInfo.InvariantCulture))];
                Assert.All(numbers, degree => Assert.InRange(degree, 0, 1));
                Assert.Equal(1, numbers.Sum(), 1e-6);
                known++;
            }
        }

        Assert.InRange(known, 1000, int.MaxValue);
    }

    [Theory]
    [InlineData("gaussian")]
    [InlineData("bell")]
    public void Shapes_that_do_not_add_up_still_give_degrees(string membership)
    {
        StoryMarket market = StoryMarket.Drawn(1, 130, 0, 0, "A");
        using var run = new FuzzyRun(market, FuzzyRun.Telling(market, 1) with { Membership = membership });
        Assert.All(run.Sets.All("rsi_medium"), d => Assert.InRange(double.Parse(d), 0, 1));
    }

    [Theory]
    [InlineData("s")]
    [InlineData("round")]
    public void A_shape_no_state_can_have_is_refused(string membership) => Assert.Throws<PlanException>(
        () => new FuzzySets(new StoriesOptions { Membership = membership }));

    /// <summary>(x − μ) / σ of the 60 rows before, by hand, against the degree of the triangle.</summary>
    [Fact]
    public void A_price_is_unusual_against_the_rows_before_it()
    {
        StoryMarket market = StoryMarket.Drawn(5, 100, 0, 0, "A");
        using var run = new FuzzyRun(market, FuzzyRun.Telling(market, 1, window: 60));
        double[] closes = [.. market.Sessions.Select(day => market.Day("A", day).Close)];
        double[] returns = [.. closes.Zip(closes.Skip(1), (before, now) => Math.Log(now / before))];
        double[] past = returns[^61..^1];
        double mean = past.Average(), deviation = Math.Sqrt(past.Average(r => (r - mean) * (r - mean)));
        double score = Math.Clamp((returns[^1] - mean) / deviation, -2, 2);
        var row = run.Sets.Rows[^1].Fields;
        foreach ((string state, int k) in StateNames.Levels().Select((s, i) => (s, i)))
            Assert.Equal(Math.Max(0, 1 - Math.Abs(score - (k - 2))), double.Parse(row[$"price_{state}"]), 1e-6);
    }

    [Fact]
    public void The_first_minute_is_told_against_the_session_before()
    {
        StoryMarket market = StoryMarket.Drawn(6, 5, 3, 60, "A");
        using var run = new FuzzyRun(market, FuzzyRun.Telling(market, 1, window: 20));
        var first = run.Sets.Rows.First(r => r.Key == $"1min/{StorySessions.Text(market.Sessions[^1])}").Fields;
        Assert.DoesNotContain("~", first.Values);
    }

    [Fact]
    public void A_steady_rise_is_an_upward_trend_and_a_flat_market_none()
    {
        var market = new StoryMarket(130);
        foreach ((DateOnly day, int i) in market.Sessions.Select((d, i) => (d, i)))
        {
            market.SetDay("FLAT", day, Quote.Flat(100, 0));
            market.SetDay("RISES", day, Quote.Flat(100 + i, 1000));
        }

        using var run = new FuzzyRun(market, FuzzyRun.Telling(market, 1));
        var rows = run.Sets.Rows.TakeLast(2).Select(r => r.Fields).ToDictionary(f => f["symbol"]);
        foreach (string trend in (string[])["sma_trend", "ema_trend", "obv_trend"])
        {
            Assert.Equal("1", rows["FLAT"][trend + "_neutral"]);
            Assert.InRange(double.Parse(rows["RISES"][trend + "_up"]), 0.9, 1);
        }

        Assert.All(FuzzyVariable.All.Where(v => v.States.Count == 5),
            v => Assert.Equal("1", rows["FLAT"][$"{v.Name}_{v.States[2]}"]));
    }

    [Fact]
    public void A_symbol_that_starts_late_or_pauses_has_states_when_it_has_rows()
    {
        StoryMarket market = StoryMarket.Drawn(7, 130, 2, 30, "A", "B");
        foreach (DateOnly day in market.Sessions.SkipLast(10)) market.SetDay("B", day, null);
        foreach (DateOnly day in market.Sessions.Skip(60).Take(20)) market.SetDay("A", day, null);
        market.SetMinute("B", market.Sessions[^1], 35, Quote.Flat(3));
        using var run = new FuzzyRun(market, FuzzyRun.Telling(market, 1));
        var rows = run.Output.Rows.Where(r => r.Key.StartsWith("daily", StringComparison.Ordinal))
            .ToDictionary(r => r.Fields["symbol"], r => r.Fields["price"]);
        Assert.Equal("-1", rows["B"]);
        Assert.NotEqual("-1", rows["A"]);
    }

    [Fact]
    public void What_decides_degrees_enters_the_fingerprint()
    {
        string of(StoriesOptions options) => string.Join(';', new FuzzySets(options).Parameters);
        var options = new StoriesOptions();
        Assert.Equal(4, new[] { options, options with { Membership = "pi" }, options with { RollingWindow = 61 },
            options with { StdMultiplier = 3 } }.Select(of).Distinct().Count());
    }
}
