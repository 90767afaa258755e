using Tauric.Engine;
using Tauric.Pipelines.Corpus.Modalities;
using static Tauric.Pipelines.Tests.Corpus.CorpusRows;

namespace Tauric.Pipelines.Tests.Corpus.Modalities;

public sealed class NewsModalityTests : IDisposable
{
    private readonly StepHarness _store = new();
    private readonly NewsModality _news = new("finnhub", "News");

    [Fact]
    public void Shows_30_days_of_one_source_newest_first_and_nothing_after_the_cutoff()
    {
        PutNews(_store,
        [
            Story("31", Monday.AddDays(-31)), Story("30", Monday.AddDays(-30)), Story("5", Monday.AddDays(-5)),
            Story("0", Monday, hour: 15), Story("late", Monday, hour: 17), Story("tomorrow", Monday.AddDays(1)),
            Story("other", Monday.AddDays(-1), source: "google_news"),
        ]);
        IReadOnlyList<Item> items = _store.ItemsOf(_news, Monday);
        Assert.Equal(["0", "5", "30"], items.Ids());
        Assert.Equal(["0-3", "4-10", "11-30"], items.Select(i => i.Group));
    }

    [Theory]
    [InlineData(3, "0-3")]
    [InlineData(4, "4-10")]
    [InlineData(10, "4-10")]
    [InlineData(11, "11-30")]
    public void Buckets_count_calendar_days_back_from_the_day(int age, string bucket)
    {
        PutNews(_store, [Story("a", Monday.AddDays(-age))]);
        Assert.Equal(bucket, Assert.Single(_store.ItemsOf(_news, Monday)).Group);
    }

    [Fact]
    public void The_bucket_of_a_story_moves_with_the_day()
    {
        PutNews(_store, [Story("a", Monday)]);
        Assert.Equal("0-3", Assert.Single(_store.ItemsOf(_news, Monday)).Group);
        Assert.Equal("4-10", Assert.Single(_store.ItemsOf(_news, Monday.AddDays(4))).Group);
    }

    [Fact]
    public void A_correction_replaces_its_story_once_it_is_known()
    {
        PutNews(_store, [Story("old", Monday), Story("new", Monday.AddDays(1), supersedes: "old")]);
        Assert.Equal(["old"], _store.ItemsOf(_news, Monday).Ids());
        Assert.Equal(["new"], _store.ItemsOf(_news, Monday.AddDays(1)).Ids());
    }

    [Fact]
    public void A_draw_takes_10_20_and_20()
    {
        PutNews(_store, Enumerable.Range(0, 31).SelectMany(age => Enumerable.Range(0, 8)
            .Select(i => Story($"{age}/{i}", Monday.AddDays(-age)))));
        IReadOnlyList<Item> items = _store.ItemsOf(_news, Monday);
        IReadOnlyList<Item> drawn = _news.Sample(items, CounterRandom.For(1, "x"));
        Assert.Equal([("0-3", 10), ("4-10", 20), ("11-30", 20)],
            drawn.CountBy(i => i.Group).Select(g => (g.Key, g.Value)));
        Assert.Equal(drawn, items.Where(drawn.Contains));
    }

    [Fact]
    public void One_story_more_changes_only_the_draws_it_enters_and_there_one_place()
    {
        var stories = Enumerable.Range(0, 40).Select(i => Story($"s{i}", Monday.AddDays(-20))).ToList();
        PutNews(_store, stories);
        IReadOnlyList<Item> before = _store.ItemsOf(_news, Monday);
        PutNews(_store, [.. stories, Story("one more", Monday.AddDays(-20))]);
        IReadOnlyList<Item> after = _store.ItemsOf(_news, Monday);
        int entered = 0;
        for (int variation = 0; variation < 200; variation++)
        {
            CounterRandom random = CounterRandom.For(1, $"{variation}");
            string[] was = _news.Sample(before, random).Ids(), now = _news.Sample(after, random).Ids();
            bool enters = now.Contains("one more");
            Assert.Equal(enters ? 1 : 0, was.Except(now).Count());
            Assert.Equal(enters ? 1 : 0, now.Except(was).Count());
            entered += enters ? 1 : 0;
        }

        Assert.InRange(entered, 60, 140);   // 20 of 41.
    }

    public void Dispose() => _store.Dispose();
}
