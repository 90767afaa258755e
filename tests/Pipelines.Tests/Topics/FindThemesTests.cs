using Tauric.Engine.Inference;
using Tauric.Pipelines.Topics;

namespace Tauric.Pipelines.Tests.Topics;

public sealed class FindThemesTests
{
    private static readonly (string Firm, int Number, double Angle)[] s_credit =
        [("1", 1, 80), ("2", 1, 81), ("3", 1, 82), ("4", 1, 83)];

    [Fact]
    public void Topics_of_several_firms_that_lie_together_are_a_theme()
    {
        StepResult themes = Run([("1", 0, 1), ("2", 0, 2), ("3", 0, 3), ("4", 0, 4), .. s_credit]);
        Assert.Equal(["theme_2023Q1_001", "theme_2023Q1_002"], themes.All("theme_id"));
        Assert.Equal(["1_0 2_0 3_0 4_0", "1_1 2_1 3_1 4_1"], themes.All("topic_ids"));
        Assert.Equal(["freight shared", "credit shared"], themes.All("keywords"));
        Assert.Equal(["0.25", "0.25"], themes.All("dominance"));
    }

    [Fact]
    public void How_topics_are_cut_into_chunks_changes_nothing()
    {
        (string, int, double)[] topics = [("1", 0, 1), ("2", 0, 2), ("3", 0, 3), ("4", 0, 4), .. s_credit];
        Assert.Equal(Run(topics).Lines, Run(topics[4..], topics[..4]).Lines);
    }

    [Fact]
    public void One_firm_alone_and_one_firm_that_dominates_are_refused_with_the_reason()
    {
        StepResult alone = Run([("1", 0, 1), ("1", 2, 2), ("1", 3, 3), ("1", 4, 4), .. s_credit]);
        Assert.Equal(["1_1 2_1 3_1 4_1"], alone.All("topic_ids"));
        Assert.Equal("too-few-firms", Assert.Single(alone.Reasons));
        StepResult dominated = Run([("1", 0, 1), ("1", 2, 2), ("1", 3, 3), ("2", 4, 4), .. s_credit]);
        Reject reject = Assert.Single(dominated.Rejects);
        Assert.Equal("dominated", reject.Reason);
        Assert.Contains("4 topics of 2 firms, 75", reject.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Few_topics_or_none_are_no_theme()
    {
        Assert.Empty(Run([]).Rows);
        Assert.Empty(Run([("1", 0, 1), ("2", 0, 2)]).Rows);
    }

    [Fact]
    public void A_firm_that_lies_in_two_chunks_counts_once() =>
        Assert.Equal(["firm-in-two-chunks"], Run(s_credit, [s_credit[0]]).Reasons.Distinct());

    private static StepResult Run(params (string, int, double)[][] chunks)
    {
        using var harness = new StepHarness();
        foreach ((int i, (string, int, double)[] chunk) in chunks.Index())
            harness.Put(TopicDatasets.Topics, $"2023Q1/{i:D2}", TopicRows.Topics(chunk));
        using var writer = new TextAsker(new RuleModel());
        return harness.Run(new FindThemes(new TopicsOptions(), writer));
    }
}
