using Tauric.Engine.Contracts;
using Tauric.Engine.Inference;
using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Tests.Forms;

public sealed class FormAskerTests
{
    private static readonly TopicNameForm s_form = new();
    private static readonly TopicFacts s_cloud = new(["cloud", "data"], []);
    private static readonly TopicFacts s_odd = new(["5g"], []);

    [Fact]
    public void A_right_answer_is_the_model_s()
    {
        (FormAnswer answer, List<TextRequest> asked) = Ask(_ => "Cloud growth", s_cloud);
        Assert.Equal(new FormAnswer("Cloud growth", IsByRule: false, Tokens: 5, Problem: null), answer);
        TextRequest request = Assert.Single(asked);
        Assert.Equal(("", "", "topic cloud, data"), (request.Instruction, request.Prefix, request.Suffix));
        Assert.Equal(s_form.Grammar(s_cloud), request.Grammar);
    }

    [Fact]
    public void A_wrong_answer_is_asked_for_again_with_another_seed()
    {
        int calls = 0;
        (FormAnswer answer, List<TextRequest> asked) = Ask(_ => ++calls == 1 ? "Weather" : "Cloud", s_cloud);
        Assert.Equal(("Cloud", false), (answer.Text, answer.IsByRule));
        Assert.Equal(2, asked.Select(r => r.Parameters.Seed).Distinct().Count());
    }

    [Theory]
    [InlineData("Weather", "no keyword")]
    [InlineData(null, "no words")]
    public void When_the_attempts_are_used_up_the_rule_words_it_and_says_why(string? text, string problem)
    {
        (FormAnswer answer, List<TextRequest> asked) = Ask(_ => text, s_cloud);
        Assert.Equal((true, problem), (answer.IsByRule, answer.Problem));
        Assert.Null(s_form.Problem(s_cloud, answer.Text));
        Assert.Equal(3, asked.Count);
    }

    [Fact]
    public void Facts_that_do_not_fit_the_form_never_reach_a_model()
    {
        (FormAnswer answer, List<TextRequest> asked) = Ask(_ => "Cloud", s_odd);
        Assert.Empty(asked);
        Assert.Equal(("5g topics", true), (answer.Text, answer.IsByRule));
        Assert.Contains("5g", answer.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_does_not_know_the_forms_is_told_the_task_in_full()
    {
        TextRequest request = Assert.Single(Ask(_ => "Cloud", s_cloud, isTrained: false).Asked);
        Assert.Equal((s_form.Instruction, s_form.Full(s_cloud).Suffix), (request.Instruction, request.Suffix));
    }

    [Fact]
    public void Equal_facts_of_a_key_are_one_request_and_of_another_key_another()
    {
        var model = new ScriptedModel(_ => "Cloud");
        using var asker = new TextAsker(model);
        var forms = new FormAsker(asker, seed: 1);
        forms.Ask(s_form, "names/1", "1", [s_cloud, s_cloud with { }], CancellationToken.None);
        Assert.Single(model.Asked);
        forms.Ask(s_form, "names/2", "2", [s_cloud], CancellationToken.None);
        Assert.NotEqual(model.Asked[0].Parameters.Seed, model.Asked[1].Parameters.Seed);
    }

    [Fact]
    public void Rules_give_equal_facts_of_a_key_equal_words()
    {
        using var asker = new TextAsker(new RuleModel());
        var forms = new FormAsker(asker, seed: 1);
        string[] names = [.. forms.Ask(s_form, "n", "k", [s_cloud, s_odd, s_cloud], default).Select(a => a.Text)];
        Assert.Equal(names[0], names[2]);
        Assert.True(Enumerable.Range(0, 20).Select(k =>
            forms.Ask(s_form, "n", $"{k}", [s_cloud], default)[0].Text).Distinct().Count() > 1);
    }

    [Fact]
    public void A_form_that_a_trained_model_does_not_know_is_worded_by_rule_without_asking_it()
    {
        var model = new ScriptedModel(_ => "Cloud is what all talk about.");
        using var asker = new TextAsker(model);
        FormAnswer answer = new FormAsker(asker, seed: 1)
            .Ask(new TopicSummaryForm(), "summaries/1", "1", [s_cloud], default)[0];
        Assert.True(answer.IsByRule);
        Assert.EndsWith(" cloud and data.", answer.Text, StringComparison.Ordinal);
        Assert.Empty(model.Asked);
    }

    [Fact]
    public void Model_seed_and_sampling_are_parameters()
    {
        using var asker = new TextAsker(new ScriptedModel(_ => ""));
        Assert.Equal(["scripted v1", "7", "attempts 3, temperature 0.7, min_p 0.05"],
            new FormAsker(asker, seed: 7).Parameters.Select(p => p.Value));
    }

    private static (FormAnswer Answer, List<TextRequest> Asked) Ask(
        Func<TextRequest, string?> script, TopicFacts facts, bool isTrained = true)
    {
        var model = new ScriptedModel(script, isTrained);
        using var asker = new TextAsker(model);
        FormAnswer answer = new FormAsker(asker, seed: 1).Ask(s_form, "names/1", "1", [facts], default)[0];
        return (answer, model.Asked);
    }
}
