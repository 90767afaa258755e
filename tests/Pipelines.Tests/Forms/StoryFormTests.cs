using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Tests.Forms;

public sealed class StoryFormTests : FormContract<StoryFacts>
{
    private static readonly Level[] s_rising =
        [Level.Low, Level.Medium, Level.High, Level.High, Level.VeryHigh, Level.VeryHigh];

    private static readonly Level[] s_calm = [.. Enumerable.Repeat(Level.Low, StoryForm.Days)];

    protected override Form<StoryFacts> Form { get; } = new StoryForm();

    [Fact]
    public void Days_that_rise_together_in_calm_markets_are_expected_to_go_on()
    {
        var facts = new StoryFacts(s_rising, s_calm, s_rising, s_calm, "");
        Assert.Equal("story bullish 0.70\nhorizon 5\ntheme continuation", Form.Short(facts));
        Assert.Equal("price: 2 3 4 4 5 5\nvolume: 2 2 2 2 2 2\nmomentum: 2 3 4 4 5 5\nvolatility: 2 2 2 2 2 2\n" +
            "pattern: none\n", Form.Full(facts).Suffix);
    }

    protected override IEnumerable<string> Changed(StoryFacts facts, string answer)
    {
        PredictedStory story = StoryForm.Parse(answer)!;
        yield return answer.Replace(story.Direction, "up", StringComparison.Ordinal);
        yield return answer.Replace(":0.", ":1.", StringComparison.Ordinal);
        yield return answer.Replace(":0.", ":-0.", StringComparison.Ordinal);
        yield return answer.Replace($":{story.Horizon},", ":90,", StringComparison.Ordinal);
        yield return answer.Replace(story.Theme, "comet", StringComparison.Ordinal);
        yield return answer.Replace("\"theme\"", "\"motif\"", StringComparison.Ordinal);
    }

    protected override IEnumerable<StoryFacts> Misfits() =>
    [
        new(s_calm, s_calm, s_calm, s_calm, "Big Bang"), new(s_calm, s_calm, s_calm, s_calm, new string('x', 50)),
        new([.. s_calm, Level.Low], s_calm, s_calm, s_calm, ""),
    ];
}
