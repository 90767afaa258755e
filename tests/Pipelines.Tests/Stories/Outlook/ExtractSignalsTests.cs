using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Stories.Outlook;

namespace Tauric.Pipelines.Tests.Stories.Outlook;

public sealed class ExtractSignalsTests
{
    [Theory]
    [InlineData("bullish", "1")]
    [InlineData("neutral", "0")]
    [InlineData("bearish", "-1")]
    public void A_direction_is_a_side_and_strength_is_confidence_times_quality(string direction, string side)
    {
        using var store = new StepHarness();
        OutlookStore.Put(store, StoryDatasets.Validated, StoryMarket.First, [("A", new()
        {
            ["sequence_id"] = "A_x", ["direction"] = direction, ["confidence"] = 0.5, ["horizon"] = 3,
            ["story_theme"] = "breakout", ["avg_quality_score"] = 0.75, ["source_model"] = "rules",
        })]);
        StepResult result = store.Run(new ExtractSignals());
        Assert.Equal([$"2024-01-02: A|2024-01-02T21:00:00Z|2024-01-02T21:00:00Z|A_x|{side}|0.375|3|breakout"],
            result.Lines);
    }
}
