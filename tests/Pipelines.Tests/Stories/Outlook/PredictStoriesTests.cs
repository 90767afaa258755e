using Tauric.Engine.Contracts;
using Tauric.Engine.Inference;
using Tauric.Pipelines.Forms;
using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Stories.Outlook;

namespace Tauric.Pipelines.Tests.Stories.Outlook;

public sealed class PredictStoriesTests
{
    private static readonly StoryMarket s_market = new(7);

    [Fact]
    public void By_rule_the_six_states_go_on()
    {
        StepResult result = Run(new RuleModel(), (_, _) => new() { ["price"] = 3, ["momentum"] = 4 });
        Assert.Equal(2, result.Rows.Count);   // Sessions 6 and 7.
        PredictedStory story = StoryForm.Parse(result.Rows[0].Fields["prediction"])!;
        Assert.Equal(("bullish", 0.9, 3), (story.Direction, story.Confidence, story.Horizon));
        Assert.Equal(("rules", "rule", "A_2024-01-09"), (result.Rows[0].Fields["source_model"],
            result.Rows[0].Fields["written_by"], result.Rows[0].Fields["sequence_id"]));
    }

    [Fact]
    public void A_model_s_answer_is_kept_as_it_said_it()
    {
        const string answer = """{"direction":"bearish","confidence":0.51,"horizon":1,"theme":"reversal"}""";
        var model = new ScriptedModel(_ => answer);
        StepResult result = Run(model, (_, _) => []);
        Assert.All(result.All("prediction"), said => Assert.Equal(answer, said));
        Assert.All(result.All("written_by"), by => Assert.Equal("model", by));
        Assert.All(result.All("source_model"), by => Assert.Equal("scripted", by));
    }

    [Fact]
    public void Where_a_model_stays_wrong_the_rule_predicts_and_the_row_says_so()
    {
        StepResult result = Run(new ScriptedModel(_ => "up!"), (_, _) => []);
        Assert.All(result.All("written_by"), by => Assert.Equal("rule", by));
        Assert.All(result.All("prediction"), said => Assert.NotNull(StoryForm.Parse(said)));
    }

    [Fact]
    public void A_symbol_whose_states_are_not_all_known_is_refused()
    {
        StepResult result = Run(new RuleModel(), (symbol, day) => (symbol, day == s_market.Sessions[0]) switch
        {
            ("A", true) => new() { ["volatility"] = -1 },
            ("B", true) => new() { ["missing"] = true },
            _ => [],
        }, "A", "B", "C");
        Assert.Equal(["A_2024-01-09", "B_2024-01-09"], result.Rejects.Select(r => r.Where));
        Assert.Equal(["C", "A", "B", "C"], result.All("symbol"));
    }

    [Fact]
    public void What_comes_later_is_not_read()
    {
        StepResult early = Run(new RuleModel(), (_, day) => new() { ["price"] = day == s_market.Sessions[6] ? 0 : 3 });
        StepResult late = Run(new RuleModel(), (_, day) => new() { ["price"] = day == s_market.Sessions[6] ? 4 : 3 });
        Assert.Equal(early.Lines.First(), late.Lines.First());
        Assert.All(early.Partitions, p => Assert.Equal(p.Key, p.Reads[^1].Key));
    }

    private static StepResult Run(ITextModel model, Func<string, DateOnly, Dictionary<string, object?>> differing,
        params string[] symbols)
    {
        using var store = new StepHarness();
        using var asker = new TextAsker(model);
        OutlookStore.PutStories(store, s_market.Sessions, symbols.Length == 0 ? ["A"] : symbols, differing);
        return store.Run(new PredictStories(asker, new StoriesOptions()));
    }
}
