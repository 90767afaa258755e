using Tauric.Engine;
using Tauric.Pipelines.Stories;

namespace Tauric.Pipelines.Tests.Stories;

public sealed class StorySessionsTests : IDisposable
{
    private readonly StepHarness _store = new();

    [Fact]
    public void By_default_stories_begin_when_every_daily_state_is_known_and_end_with_the_bars()
    {
        StoryMarket market = Put(sessions: 120, minuteSessions: 3);
        string[] told = Told(new StoriesOptions());
        Assert.Equal($"daily/{StorySessions.Text(market.Sessions[109])}",
            told.First(key => key.StartsWith("daily", StringComparison.Ordinal)));
        Assert.Equal(market.Sessions.TakeLast(3).Select(d => $"1min/{StorySessions.Text(d)}"),
            told.Where(key => key.StartsWith("1min", StringComparison.Ordinal)));
        Assert.Equal($"daily/{StorySessions.Text(market.Sessions[^1])}", told[^1]);
    }

    [Fact]
    public void Days_that_are_asked_for_are_told()
    {
        StoryMarket market = Put(sessions: 40, minuteSessions: 5);
        DateOnly day = market.Sessions[37];
        var options = new StoriesOptions { From = day, To = day };
        Assert.Equal([$"1min/{StorySessions.Text(day)}", $"daily/{StorySessions.Text(day)}"], Told(options));
    }

    [Fact]
    public void Too_few_bars_to_tell_anything_are_an_error_that_says_what_to_do()
    {
        Put(sessions: 40, minuteSessions: 0);
        var error = Assert.Throws<PlanException>(() => Told(new StoriesOptions()));
        Assert.Contains("stories.from", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_bars_nothing_is_told() => Assert.Empty(Told(new StoriesOptions()));

    [Fact]
    public void Sessions_before_are_named_as_far_as_there_are_any()
    {
        StoryMarket market = Put(sessions: 40, minuteSessions: 5);
        var options = new StoriesOptions { From = market.Sessions[1], To = market.Sessions[2] };
        StorySession session = StorySessions.Of(options, _store).From().First();
        Assert.Equal(["daily/2024-01-02", "daily/2024-01-03"], session.KeysFrom(9));
    }

    public void Dispose() => _store.Dispose();

    private StoryMarket Put(int sessions, int minuteSessions)
    {
        var market = StoryMarket.Drawn(1, sessions, minuteSessions, 2, "A");
        market.Put(_store);
        return market;
    }

    private string[] Told(StoriesOptions options) =>
        [.. StorySessions.Of(options, _store).From().Select(session => session.Key)];
}
