using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Tests.Proofs;
using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Stories.Outlook;

namespace Tauric.Pipelines.Tests.Stories.Outlook;

public sealed class BuildSequencesTests : IDisposable
{
    private readonly StepHarness _store = new();

    [Fact]
    public void Six_stories_come_before_the_target()
    {
        StoryMarket market = new(7);
        OutlookStore.PutStories(_store, market.Sessions, ["A", "B"], (_, day) => new()
        {
            ["market_regime"] = day == market.Sessions[5] ? "bear" : "bull",
            ["story_quality_score"] = day == market.Sessions[6] ? 1 : 0.75,
        });
        StepResult result = _store.Run(new BuildSequences(new StoriesOptions()));
        Assert.Equal(["A", "B"], result.All("symbol"));
        IReadOnlyDictionary<string, string> row = result.Rows[1].Fields;
        Assert.Equal("B of 2024-01-02 B of 2024-01-03 B of 2024-01-04 B of 2024-01-05 B of 2024-01-08 B of 2024-01-09",
            row["context_stories"]);
        Assert.Equal(("B of 2024-01-10", "6", "B_2024-01-09", "2024-01-10T21:00:00Z"),
            (row["target_story"], row["context_length"], row["sequence_id"], row["known_at"]));
        Assert.Equal(("bear", "low"), (row["market_regime"], row["volatility_regime"]));
        Assert.Equal(5.5 / 7, OutlookStore.Number(row, "avg_quality_score"), 1e-6);
    }

    [Fact]
    public void What_lacks_a_session_or_quality_is_refused()
    {
        StoryMarket market = new(7);
        OutlookStore.PutStories(_store, market.Sessions, ["A", "B", "C", "D"], (symbol, day) => symbol switch
        {
            "A" when day == market.Sessions[3] => new() { ["missing"] = true },
            "B" => new() { ["story_quality_score"] = 0.69 },
            "C" when day == market.Sessions[0] => new() { ["story_quality_score"] = null },
            _ => [],
        });
        StepResult result = _store.Run(new BuildSequences(new StoriesOptions()));
        Assert.Equal(["D"], result.All("symbol"));
        Assert.Equal(["incomplete A_2024-01-09", "low-quality B_2024-01-09", "low-quality C_2024-01-09"],
            result.Rejects.Select(r => $"{r.Reason} {r.Where}"));
    }

    [Fact]
    public void No_story_is_in_sequences_of_both_sides() => Prop.ForAll(
        Gen.Choose(8, 60).ToArbitrary(), Gen.Choose(2, 9).ToArbitrary(), Gen.Choose(1, 60).ToArbitrary(),
        (sessions, length, percent) =>
        {
            using var store = new StepHarness();
            OutlookStore.PutStories(store, new StoryMarket(sessions).Sessions, ["A", "B"]);
            var options = new StoriesOptions { SequenceLength = length, ValidationShare = percent / 100.0 };
            StepResult result = store.Run(new BuildSequences(options));
            HashSet<string> train = Stories(result, "train"), validation = Stories(result, "validation");
            Assert.NotEmpty(validation);
            Assert.Empty(train.Intersect(validation));
            Assert.Equal(result.Rows.Count / 2, result.Rows.Select(r => r.Fields["split"] + r.Key).Distinct().Count());
        }).Holds(30);

    [Fact]
    public void More_sessions_change_only_the_sequences_whose_side_changes()
    {
        StoryMarket market = new(60);
        OutlookStore.PutStories(_store, market.Sessions.Take(59), ["A"]);
        var step = new BuildSequences(new StoriesOptions());
        var before = _store.Run(step).Partitions.ToDictionary(p => p.Key, p => p.Outside);
        OutlookStore.PutStories(_store, market.Sessions.TakeLast(1), ["A"]);
        var after = _store.Run(step).Partitions.ToDictionary(p => p.Key, p => p.Outside);
        Assert.Equal(1, after.Count - before.Count);
        Assert.InRange(before.Count(p => after[p.Key] != p.Value), 0, 2);
    }

    [Fact]
    public void A_story_known_later_changes_nothing_before()
    {
        StoryMarket market = new(20);
        OutlookStore.PutStories(_store, market.Sessions, ["A", "B"]);
        string[] before = Lines();
        OutlookStore.PutStories(_store, [market.Sessions[15]], ["A", "B"], (_, _) => new() { ["story_text"] = "Else" });
        Assert.Equal(before.Take(18), Lines().Take(18));   // Targets up to session 14, two symbols each.
        Assert.NotEqual(before[18], Lines()[18]);

        string[] Lines() => [.. _store.Run(new BuildSequences(new StoriesOptions())).Lines];
    }

    public void Dispose() => _store.Dispose();

    private static HashSet<string> Stories(StepResult result, string split) => [.. result.Rows
        .Where(r => r.Fields["split"] == split)
        .SelectMany(r => r.Fields["context_stories"].Split(r.Fields["symbol"] + " of ")
            .Append(r.Fields["target_story"]))
        .Select(text => text.Trim().Split(' ')[^1]).Where(text => text.Length > 0)];
}
