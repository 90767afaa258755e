using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Stories.Outlook;

namespace Tauric.Pipelines.Tests.Stories.Outlook;

public sealed class ValidateStoriesTests
{
    private const string Right = """{"direction":"bearish","confidence":0.51,"horizon":1,"theme":"reversal"}""";

    [Fact]
    public void What_is_right_is_taken_apart()
    {
        StepResult result = Run(Right);
        IReadOnlyDictionary<string, string> row = Assert.Single(result.Rows).Fields;
        Assert.Equal(("bearish", "0.51", "1", "reversal", "0.8", "rules"), (row["direction"], row["confidence"],
            row["horizon"], row["story_theme"], row["avg_quality_score"], row["source_model"]));
    }

    [Theory]
    [InlineData("bullish", "unreadable")]
    [InlineData("{}", "out-of-range")]
    [InlineData("""{"direction":"up","confidence":0.51,"horizon":1,"theme":"reversal"}""", "out-of-range")]
    [InlineData("""{"direction":"bullish","confidence":1.51,"horizon":1,"theme":"reversal"}""", "out-of-range")]
    [InlineData("""{"direction":"bullish","confidence":0.51,"horizon":2,"theme":"reversal"}""", "out-of-range")]
    [InlineData("""{"direction":"bullish","confidence":0.51,"horizon":1,"theme":"luck"}""", "out-of-range")]
    public void What_is_wrong_is_refused_with_its_reason(string prediction, string reason)
    {
        StepResult result = Run(prediction);
        Assert.Empty(result.Rows);
        Assert.Equal([reason], result.Reasons);
    }

    [Fact]
    public void A_prediction_from_poor_stories_is_refused() =>
        Assert.Equal(["low-quality"], Run(Right, quality: 0.5).Reasons);

    private static StepResult Run(string prediction, double quality = 0.8)
    {
        using var store = new StepHarness();
        StoryMarket market = new(6);
        OutlookStore.PutStories(
            store, market.Sessions, ["A"], (_, _) => new() { ["story_quality_score"] = quality });
        OutlookStore.Put(store, StoryDatasets.Predicted, market.Sessions[^1], [("A", new()
        {
            ["sequence_id"] = "A_x", ["prediction"] = prediction, ["source_model"] = "rules", ["written_by"] = "rule",
        })]);
        return store.Run(new ValidateStories(new StoriesOptions()));
    }
}
