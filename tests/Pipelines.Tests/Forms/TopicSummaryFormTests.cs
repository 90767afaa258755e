using Tauric.Engine;
using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Tests.Forms;

public sealed class TopicSummaryFormTests : FormContract<TopicFacts>
{
    private static readonly TopicFacts s_freight = new(["freight rate", "norvane port", "fuel"], ["norvane"])
    {
        Sentences =
        [
            "Freight rates rose 3.5% at Norvane.", "Freight rates eased by 12% in May.", "Fuel was\u0007 dear.",
            new string('x', 300),
        ],
    };

    protected override Form<TopicFacts> Form { get; } = new TopicSummaryForm();

    protected override bool IsTornAnswerWrong => false;

    [Fact]
    public void The_rule_says_keywords_and_a_sentence_that_names_no_firm()
    {
        CounterRandom random = CounterRandom.For(1, "summary");
        Assert.EndsWith(" freight rate and fuel, as in “Freight rates eased by 12% in May”.",
            Form.ByRule(s_freight, ref random), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_is_told_keywords_and_sentences_without_a_firm() => Assert.Equal(
        "Keywords: freight rate, fuel\nSaid:\n- Freight rates eased by 12% in May.\n", Form.Full(s_freight).Suffix);

    [Theory]
    [InlineData("Freight rates fell by 12%, and fuel with them.", true)]
    [InlineData("Freight rates fell by 13%.", false)]
    [InlineData("Freight rates fell at Norvane, too.", false)]
    [InlineData("The weather was fine throughout.", false)]
    [InlineData("Freight rates fell and", false)]
    public void A_summary_holds_to_what_was_said(string summary, bool isRight) =>
        Assert.Equal(isRight, Form.Problem(s_freight, summary) is null);

    protected override IEnumerable<string> Changed(TopicFacts facts, string answer)
    {
        yield return $"{answer[..^1]} at {facts.Firms[0]}.";
        yield return $"{answer[..^1]} by 7391.";
        yield return "Zzyzx and qwerty are what matters most.";
    }

    protected override IEnumerable<TopicFacts> Misfits() => [new([], []), new(["intel"], ["intel"])];
}
