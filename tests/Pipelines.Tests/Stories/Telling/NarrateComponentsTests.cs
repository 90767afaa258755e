using System.Text.RegularExpressions;
using Tauric.Pipelines.Stories;

namespace Tauric.Pipelines.Tests.Stories.Telling;

public sealed partial class NarrateComponentsTests
{
    private static readonly string[] s_subjects =
        ["price_narrative", "volume_narrative", "momentum_narrative", "volatility_narrative", "event_context"];

    [Fact]
    public void Clauses_are_linked_to_the_cells_they_rest_on()
    {
        using ToldMarket market = new ToldMarket().Whole("AAPL").Internals();
        Assert.Empty(market.Tell());
        IReadOnlyDictionary<string, string> row = Assert.Single(market.Components.Rows).Fields;
        string price = row["price_narrative"];
        (int start, int length) = Place(row["support"], "prices_daily close 2025-03-13T13:30:00Z 100");
        Assert.Contains("1.24%", price.Substring(start, length), StringComparison.Ordinal);
        (start, length) = Place(row["support"], "fuzzy_output/1min pattern 2025-03-14T17:05:00Z 0.8");
        Assert.EndsWith("consolidation pattern at 13:05", price.Substring(start, length), StringComparison.Ordinal);
        (start, length) = Place(row["support"], "market_internals VIX 2025-03-14T20:00:00Z 18.35");
        Assert.EndsWith(" 18.35", row["volatility_narrative"].Substring(start, length), StringComparison.Ordinal);
        Assert.Equal("0.7", row["confidence_score"]);
    }

    [Fact]
    public void Every_letter_of_a_narrative_belongs_to_a_clause()
    {
        using ToldMarket market = new ToldMarket().Whole("AAPL").Whole("B", [0, 0, 0, 0, 0]).Internals();
        market.Tell();
        foreach ((_, IReadOnlyDictionary<string, string> row) in market.Components.Rows)
        {
            foreach (string subject in s_subjects)
            {
                string[] clauses = [.. Supports().Matches(row["support"])
                    .Where(m => m.Groups[1].Value == subject)
                    .Select(m => (Start: int.Parse(m.Groups[2].Value), Length: int.Parse(m.Groups[3].Value)))
                    .Distinct().Select(c => row[subject].Substring(c.Start, c.Length))];
                Assert.Equal(row[subject], string.Join("; ", clauses));
            }
        }
    }

    [Fact]
    public void What_is_not_known_is_not_told()
    {
        using ToldMarket market = new ToldMarket().Day("A", [-1, -1, -1, -1, -1], confidence: 0)
            .Day("B", [2, -1, 2, -1, 2]).Bar("B", 0, 10).Minute("B", 9, 45, [-1, -1, -1, -1, -1])
            .Minute("B", 12, 0, [-1, 1, -1, -1, -1]).Minute("B", 15, 59, [1, 1, -1, -1, 1]);
        Assert.Empty(market.Tell());
        Assert.All(s_subjects, subject => Assert.Equal("~", market.Components.All(subject).First()));
        Assert.Equal(["0", "0.7"], market.Components.All("confidence_score"));
        Assert.Equal("", market.Components.All("support").First());
        Assert.Equal(["~", "~", "~"], s_subjects.Where(s => s is not ("price_narrative" or "momentum_narrative"))
            .Select(s => market.Components.All(s).Last()));
        Assert.DoesNotContain(";", market.Components.All("price_narrative").Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_symbols_asked_for_are_told()
    {
        using ToldMarket market = new ToldMarket { Options = new StoriesOptions { Symbols = ["B"] } }
            .Whole("A").Whole("B").Whole("C");
        Assert.Empty(market.Tell());
        Assert.Equal(["B"], market.Components.All("symbol"));
    }

    [Fact]
    public void A_day_without_trades_says_so_and_compares_with_nothing()
    {
        using ToldMarket market = new ToldMarket().Day("A", [2, 0, 2, 0, 1]).Bar("A", 0, 10, 0).Bar("A", 1, 10, 0)
            .Day("B", [2, 4, 2, 0, 1]).Bar("B", 0, 10, 5).Bar("B", 1, 10, 0);
        Assert.Empty(market.Tell());
        Assert.EndsWith(" changed hands", market.Components.All("volume_narrative").First(), StringComparison.Ordinal);
        Assert.DoesNotContain(';', market.Components.All("volume_narrative").Last());
        Assert.All(market.Components.All("price_narrative"), text => Assert.Matches("unchanged|matched", text));
    }

    [Theory]
    [InlineData("Q1 <b>\"beat\"</b> &amp; more. Even so, ok", "Q1 <b>\"beat\"</b> &amp; more. Even so, ok")]
    [InlineData("  two\nlines\tand “quotes” ", "two lines and ‘quotes’")]
    [InlineData("株価急騰 🚀 ünïcode", "株価急騰 🚀 ünïcode")]
    public void Headlines_are_quoted_as_they_are(string headline, string quote)
    {
        using ToldMarket market = new ToldMarket().Day("A", [2, 2, 2, 2, 1]);
        market.News("A", headline, market.At(10, 0)).News("A", headline, market.At(11, 0))
            .News("A", " ", market.At(11, 1));
        Assert.Empty(market.Tell());
        Assert.EndsWith($"“{quote}”", Assert.Single(market.Components.All("event_context")), StringComparison.Ordinal);
        Assert.Single(QuoteMark().Matches(Assert.Single(market.Components.All("event_context"))));
    }

    [Fact]
    public void A_long_headline_is_cut_between_letters()
    {
        using ToldMarket market = new ToldMarket().Day("A", [2, 2, 2, 2, 1]);
        market.News("A", new string('x', 158) + "🚀🚀🚀", market.At(10, 0));
        Assert.Empty(market.Tell());
        Assert.EndsWith("xx…”", Assert.Single(market.Components.All("event_context")), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_headlines_known_since_the_last_close_and_naming_the_symbol_are_told()
    {
        using ToldMarket market = new ToldMarket().Day("A", [2, 2, 2, 2, 1]);
        long close = market.At(16, 0);
        DateOnly before = ToldMarket.Friday.AddDays(-1);
        market.News("A", "too early", market.At(16, 0, before)).News("A", "too late", close + 1)
            .News("B", "another", market.At(10, 0)).News("A", "at the close", close)
            .News("A", "after the last", market.At(16, 0, before) + 1);
        Assert.Empty(market.Tell());
        Assert.Equal(["after the last", "at the close"],
            Quotations().Matches(market.Story).Select(m => m.Groups[1].Value).Order());
    }

    [Fact]
    public void Nothing_known_later_changes_a_word()
    {
        using ToldMarket market = new ToldMarket().Whole("AAPL").Internals();
        market.Tell();
        string[] before = [.. market.Components.Lines, .. market.Stories.Lines];
        market.Bar("AAPL", -1, 55).News("AAPL", "later", market.At(16, 1)).Internal("VIX", 80, market.At(17, 0))
            .Bar("AAPL", 2, 77).Bar("AAPL", 21, 78);
        market.Tell();
        Assert.Equal(before, market.Components.Lines.Concat(market.Stories.Lines));
    }

    [Fact]
    public void Words_vary_over_symbols_days_and_seeds_and_are_drawn_anew_alike()
    {
        string[] first = Told(1), again = Told(1), other = Told(2);
        Assert.Equal(first, again);
        Assert.InRange(first.Distinct().Count(), 60, 64);
        Assert.InRange(first.Zip(other).Count(pair => pair.First == pair.Second), 0, 4);
        Assert.InRange(Told(1, new DateOnly(2025, 3, 13)).Zip(first).Count(p => p.First == p.Second), 0, 4);
    }

    [Fact]
    public void Batches_of_three_rows_hold_the_same_rows()
    {
        using ToldMarket one = new ToldMarket().Whole("A").Whole("B").Whole("C").Whole("D").Internals();
        using ToldMarket three = new ToldMarket { BatchRowsMax = 3 }.Whole("A").Whole("B").Whole("C").Whole("D")
            .Internals();
        one.Tell();
        three.Tell();
        Assert.Equal(one.Components.Lines, three.Components.Lines);
        Assert.Equal(one.Stories.Lines, three.Stories.Lines);
    }

    [Fact]
    public void A_session_of_no_symbols_is_empty()
    {
        using var market = new ToldMarket();
        Assert.Empty(market.Tell());
        Assert.Empty(market.Stories.Rows);
    }

    private static string[] Told(long seed, DateOnly? day = null)
    {
        using var market = new ToldMarket
        {
            Options = new StoriesOptions { Seed = seed },
            Session = day ?? ToldMarket.Friday,
        };
        for (int i = 0; i < 64; i++) market.Day($"S{i:D2}", [3, 3, 3, 1, 2]);
        Assert.Empty(market.Tell());
        return [.. market.Components.Rows.Select(row => string.Join('|', s_subjects.Select(s => row.Fields[s])))];
    }

    private static (int Start, int Length) Place(string support, string cell)
    {
        Match match = Supports().Matches(support)
            .First(m => m.Groups[4].Value.StartsWith(cell, StringComparison.Ordinal));
        return (int.Parse(match.Groups[2].Value), int.Parse(match.Groups[3].Value));
    }

    [GeneratedRegex(@"\((\w+) (\d+) (\d+) ([^)]*)\)")]
    private static partial Regex Supports();

    [GeneratedRegex("“")]
    private static partial Regex QuoteMark();

    [GeneratedRegex("“(.*?)”")]
    private static partial Regex Quotations();
}
