using Tauric.Pipelines.Topics;

namespace Tauric.Pipelines.Tests.Topics;

public sealed class FollowThemesTests
{
    [Fact]
    public void The_first_quarters_themes_are_born() =>
        Assert.Equal(["born|a|~", "born|b|~"], Events([], [("a", 0), ("b", 90)])["2023Q1"]);

    [Fact]
    public void Themes_continue_split_merge_are_born_and_die()
    {
        (string, double)[] before = [("a", 0), ("b", 90), ("c", 180), ("d", 200)];
        (string, double)[] now = [("A", 5), ("A2", 20), ("C", 182), ("N", 270)];
        Assert.Equal(["continued|A|a", "split|A2|a", "continued|C|c", "born|N|~", "died|~|b", "merged|C|d"],
            Events(before, now)["2023Q3"]);
    }

    [Fact]
    public void All_together_are_matched_as_well_as_can_be() =>
        Assert.Equal(["continued|A|b", "continued|B|a"],
            Events([("a", 0), ("b", 30)], [("A", 40), ("B", 14)])["2023Q3"]);

    private static ILookup<string, string> Events((string, double)[] before, (string, double)[] now)
    {
        using var harness = new StepHarness();
        if (before.Length > 0) harness.Put(TopicDatasets.Themes, "2023Q1", TopicRows.Themes(before));
        // The last one there is, though not the quarter just before.
        harness.Put(TopicDatasets.Themes, before.Length > 0 ? "2023Q3" : "2023Q1", TopicRows.Themes(now));
        return harness.Run(new FollowThemes(new TopicsOptions())).Rows.ToLookup(row => row.Key,
            row => $"{row.Fields["event"]}|{row.Fields["theme_id"]}|{row.Fields["previous_theme_id"]}");
    }
}
