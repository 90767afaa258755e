using System.Globalization;
using Tauric.Kernels.Indicators;
using Tauric.Pipelines.Stories;

namespace Tauric.Pipelines.Tests.Stories.Fuzzy;

public sealed class ComputeIndicatorsTests
{
    [Fact]
    public void A_minute_s_values_are_those_over_its_session_and_the_one_before()
    {
        StoryMarket market = StoryMarket.Drawn(1, 4, 4, 40, "A", "B", "C", "D", "E");
        using var run = new FuzzyRun(market, FuzzyRun.Telling(market, 1));
        DateOnly[] days = [market.Sessions[^2], market.Sessions[^1]];
        foreach (string symbol in (string[])["A", "E"])
        {
            Quote[] quotes =
                [.. days.SelectMany(d => Enumerable.Range(0, 40).Select(m => market.Minute(symbol, d, m)))];
            Check(quotes, [.. Rows(run, $"1min/{StorySessions.Text(days[1])}", symbol)]);
        }
    }

    [Fact]
    public void A_day_s_values_are_those_over_the_last_300_days()
    {
        StoryMarket market = StoryMarket.Drawn(2, 310, 0, 0, "A", "B");
        using var run = new FuzzyRun(market, FuzzyRun.Telling(market, 1));
        Quote[] quotes = [.. market.Sessions.TakeLast(300).Select(d => market.Day("B", d))];
        Check(quotes, [.. Rows(run, $"daily/{StorySessions.Text(market.Sessions[^1])}", "B")]);
    }

    [Fact]
    public void What_has_not_warmed_up_is_null()
    {
        StoryMarket market = StoryMarket.Drawn(3, 30, 0, 0, "A");
        using var run = new FuzzyRun(market, FuzzyRun.Telling(market, 1));
        IReadOnlyDictionary<string, string> row = run.Indicators.Rows[^1].Fields;
        Assert.Equal(("~", "~"), (row["sma_50"], row["macd_signal"]));
        Assert.NotEqual("~", row["sma_20"]);
    }

    [Fact]
    public void A_symbol_has_the_rows_it_has_bars_for()
    {
        StoryMarket market = StoryMarket.Drawn(4, 30, 2, 10, "A", "B");
        DateOnly day = market.Sessions[^1];
        market.SetDay("A", day, null);
        for (int minute = 3; minute < 7; minute++) market.SetMinute("B", day, minute, null);
        market.SetMinute("NEW", day, 9, Quote.Flat(10));
        using var run = new FuzzyRun(market, FuzzyRun.Telling(market, 1));
        Assert.Empty(Rows(run, $"daily/{StorySessions.Text(day)}", "A"));
        Assert.Equal([10, 6, 1], new[] { "A", "B", "NEW" }
            .Select(symbol => Rows(run, $"1min/{StorySessions.Text(day)}", symbol).Count()));
    }

    private static IEnumerable<IReadOnlyDictionary<string, string>> Rows(FuzzyRun run, string key, string symbol) =>
        run.Indicators.Rows.Where(r => r.Key == key && r.Fields["symbol"] == symbol).Select(r => r.Fields);

    private static void Check(Quote[] quotes, IReadOnlyDictionary<string, string>[] rows)
    {
        double[][] columns = IndicatorSets.Stories16.Compute(new Bars(
            [.. quotes.Select(q => q.Open)], [.. quotes.Select(q => q.High)], [.. quotes.Select(q => q.Low)],
            [.. quotes.Select(q => q.Close)], [.. quotes.Select(q => q.Volume)]));
        Assert.NotEmpty(rows);
        foreach ((double[] values, IndicatorColumn column) in columns.Zip(IndicatorSets.Stories16.Columns))
            Assert.Equal(values[^rows.Length..].Select(Text), rows.Select(row => row[column.Name]));
    }

    private static string Text(double value) =>
        double.IsNaN(value) ? "~" : value.ToString("R", CultureInfo.InvariantCulture);
}
