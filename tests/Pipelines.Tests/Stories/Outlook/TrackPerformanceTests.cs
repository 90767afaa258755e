using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Stories.Outlook;

namespace Tauric.Pipelines.Tests.Stories.Outlook;

public sealed class TrackPerformanceTests : IDisposable
{
    private readonly StepHarness _store = new();
    private readonly StoryMarket _market = new(14);

    public TrackPerformanceTests()
    {
        foreach ((DateOnly day, int i) in _market.Sessions.Select((day, i) => (day, i)))
            _market.SetDay("A", day, new Quote(100 + i, 110 + i, 90 + i, 102 + i, 1));
    }

    /// <summary>Signal on day 0: filled at day 1's open (101), closed at day 3's close (105).</summary>
    [Fact]
    public void A_signal_is_filled_at_the_next_open_and_closed_at_the_last_close_it_is_held()
    {
        var row = Run(("A", 1, 0.5, 3));
        Assert.Equal(("2024-01-03T14:30:00Z", "2024-01-05T21:00:00Z"), (row["filled_at"], row["closed_at"]));
        Assert.Equal(("101", "105", "closed", "true"),
            (row["fill_price"], row["close_price"], row["status"], row["hit"]));
        Assert.Equal((105.0 / 101) - 1, OutlookStore.Number(row, "return"), 1e-12);
    }

    [Fact]
    public void A_short_gains_what_the_price_loses()
    {
        var row = Run(("A", -1, 0.5, 1));
        Assert.Equal(1 - (103.0 / 101), OutlookStore.Number(row, "return"), 1e-12);
        Assert.Equal("false", row["hit"]);
    }

    [Fact]
    public void Without_a_position_nothing_is_filled()
    {
        var row = Run(("A", 0, 0.5, 3));
        Assert.Equal(("flat", "~", "~", "~"), (row["status"], row["fill_price"], row["return"], row["hit"]));
    }

    [Fact]
    public void What_is_not_known_yet_is_null_and_says_so()
    {
        Assert.Equal(("waiting", "~", "~", "~"), Outcome(until: 0));
        Assert.Equal(("open", "101", "~", "~"), Outcome(until: 1));
        Assert.Equal(("open", "101", "~", "~"), Outcome(until: 2));
        Assert.Equal(("closed", "101", "105", "true"), Outcome(until: 3));

        (string, string, string, string) Outcome(int until)
        {
            using var store = new StepHarness();
            _market.Put(store, Engine.Time.TradingCalendar.Nyse.CloseMicros(_market.Sessions[until]));
            var row = Run(store, ("A", 1, 0.5, 3));
            return (row["status"], row["fill_price"], row["close_price"], row["hit"]);
        }
    }

    [Fact]
    public void Sessions_without_a_bar_are_not_counted()
    {
        _market.SetDay("A", _market.Sessions[1], null);
        _market.SetDay("A", _market.Sessions[3], null);
        var row = Run(("A", 1, 0.5, 2));
        Assert.Equal(("102", "106"), (row["fill_price"], row["close_price"]));
    }

    [Fact]
    public void A_symbol_that_is_not_traded_any_more_waits() =>
        Assert.Equal("waiting", Run(("GONE", 1, 1, 1))["status"]);

    [Fact]
    public void It_looks_ahead_and_is_marked_so() => Assert.True(new TrackPerformance().Output.IsOutcome);

    public void Dispose() => _store.Dispose();

    private IReadOnlyDictionary<string, string> Run((string, int, double, int) signal)
    {
        _market.Put(_store);
        return Run(_store, signal);
    }

    private IReadOnlyDictionary<string, string> Run(StepHarness store, (string, int, double, int) signal)
    {
        OutlookStore.PutSignals(store, _market.Sessions[0], signal);
        return Assert.Single(store.Run(new TrackPerformance()).Rows).Fields;
    }
}
