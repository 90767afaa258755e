using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;
using Tauric.Engine.Time;
using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Tests.Stories;
using Tauric.Pipelines.Tests.Stories.Fuzzy;

namespace Tauric.Pipelines.Tests.Proofs;

/// <summary>What is told of a session is a function of a bounded past, whenever it is told.</summary>
public sealed class FuzzyHistoryTests
{
    private const int Last = 4;

    [Fact]
    public void What_was_told_up_to_an_instant_is_what_is_told_of_data_cut_there() => ForAnyMarket((market, random) =>
    {
        int told = 1 + random.NextInt(Last);
        DateOnly day = market.Sessions[^told];
        StoriesOptions options = FuzzyRun.Telling(market, Last, window: 15);
        using var whole = new FuzzyRun(market, options);
        using var cut = new FuzzyRun(market, options with { To = day }, TradingCalendar.Nyse.CloseMicros(day));
        string end = StorySessions.Text(day);
        Assert.Equal(whole.Lines.Where(line => DateOf(line).CompareTo(end) <= 0), cut.Lines);
        Assert.NotEmpty(cut.Output.Rows);
    });

    [Fact]
    public void A_session_told_alone_has_the_rows_it_has_among_others() => ForAnyMarket((market, random) =>
    {
        StoriesOptions options = FuzzyRun.Telling(market, Last, window: 15);
        using var all = new FuzzyRun(market, options);
        DateOnly day = market.Sessions[^(1 + random.NextInt(Last))];
        using var alone = new FuzzyRun(market, options with { From = day, To = day });
        Assert.Equal(all.Output.Lines.Where(alone.Output.Lines.Contains), alone.Output.Lines);
    });

    [Fact]
    public void A_corrected_bar_changes_its_symbol_only_and_nothing_before_it() => ForAnyMarket((market, random) =>
    {
        StoriesOptions options = FuzzyRun.Telling(market, Last, window: 15);
        using var before = new FuzzyRun(market, options);
        DateOnly day = market.Sessions[^(1 + random.NextInt(Last))];
        int minute = random.NextInt(30);
        Quote bar = market.Minute("B", day, minute), far = Quote.Flat(bar.Close * 1.05, bar.Volume * 3);
        market.SetMinute("B", day, minute, far);
        using var after = new FuzzyRun(market, options);
        string[] changed = [.. before.Results.Zip(after.Results)
            .SelectMany(results => results.First.Rows.Zip(results.Second.Rows))
            .Where(rows => !rows.First.Fields.Values.SequenceEqual(rows.Second.Fields.Values))
            .Select(rows => $"{rows.First.Fields["symbol"]} {rows.First.Key} {rows.First.Fields["known_at"]}")];
        string first = $"B 1min/{StorySessions.Text(day)}";
        Assert.NotEmpty(changed);
        Assert.All(changed, row => Assert.True(string.CompareOrdinal(row, first) >= 0, row));
        Assert.All(changed, row => Assert.StartsWith("B 1min", row, StringComparison.Ordinal));
    });

    private static string DateOf(string line) => line[(line.IndexOf('/', StringComparison.Ordinal) + 1)..][..10];

    private static void ForAnyMarket(Action<StoryMarket, Draws> check) =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            StoryMarket market = StoryMarket.Drawn(seed, 40, Last + 2, 30, "A", "B", "C");
            check(market, new Draws(seed));
        }).Holds(8);

    private sealed class Draws(long seed)
    {
        private CounterRandom _random = CounterRandom.For(seed, "draws");

        public int NextInt(int count) => _random.NextInt(count);
    }
}
