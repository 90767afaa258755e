using Tauric.Engine;
using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Tests.Forms;

/// <summary>What every closed writing task holds.</summary>
public abstract class FormContract<TFacts>
{
    private const int Examples = 400;
    private const int ShortLengthMax = 450;

    protected abstract Form<TFacts> Form { get; }

    /// <summary>The answer with a fact replaced by one that is not, in as many ways as there are.</summary>
    protected abstract IEnumerable<string> Changed(TFacts facts, string answer);

    /// <summary>Whether the beginning of a right answer is itself none.</summary>
    protected virtual bool IsTornAnswerWrong => true;

    /// <summary>Facts the form is not made for.</summary>
    protected abstract IEnumerable<TFacts> Misfits();

    [Fact]
    public void The_rule_answers_without_a_problem_and_as_the_grammar_asks()
    {
        foreach ((TFacts facts, string answer) in Invented())
        {
            Assert.Null(Form.Misfit(facts));
            Assert.Null(Form.Problem(facts, answer));
            Assert.True(new GbnfMatcher(Form.Grammar(facts)).Accepts(answer), $"{Form.Grammar(facts)}\n{answer}");
        }
    }

    [Fact]
    public void A_changed_fact_is_a_problem()
    {
        foreach ((TFacts facts, string answer) in Invented())
        {
            foreach (string changed in Changed(facts, answer))
                Assert.True(Form.Problem(facts, changed) is not null, $"{Form.Short(facts)}\n{changed}");
        }
    }

    [Fact]
    public void Answers_torn_or_strange_are_a_problem()
    {
        foreach ((TFacts facts, string answer) in Invented().Take(20))
        {
            string[] strange =
            [
                .. IsTornAnswerWrong ? Enumerable.Range(0, answer.Length).Select(n => answer[..n]) : [], answer + " 7",
                answer + answer, "", "null", "{}", "[]", "\0", "\ud800", "I cannot help with that.",
            ];
            foreach (string text in strange)
                Assert.True(Form.Problem(facts, text) is not null, $"{Form.Short(facts)}\n{text}");
        }
    }

    [Fact]
    public void The_short_wording_is_short_starts_with_the_form_s_name_and_has_plain_letters_only()
    {
        foreach ((TFacts facts, _) in Invented())
        {
            string prompt = Form.Short(facts);
            Assert.StartsWith(Form.Name + " ", prompt, StringComparison.Ordinal);
            Assert.InRange(prompt.Length, 1, ShortLengthMax);
            Assert.All(prompt, c => Assert.True(c is '\n' or (>= ' ' and <= '~')));
            Assert.Equal(prompt, Form.Short(facts));
        }
    }

    [Fact]
    public void The_same_randomness_gives_the_same_example_and_another_one_another()
    {
        CounterRandom a = CounterRandom.For(1, Form.Name), b = a, c = CounterRandom.For(2, Form.Name);
        FormExample first = Form.Example(ref a);
        Assert.Equal((first.Prompt, first.Answer), (Form.Example(ref b) is var e ? (e.Prompt, e.Answer) : default));
        Assert.NotEqual(first.Prompt, Form.Example(ref c).Prompt);
    }

    [Fact]
    public void Facts_of_another_kind_are_refused_with_a_reason_and_still_worded_by_rule()
    {
        CounterRandom random = CounterRandom.For(3, Form.Name);
        Assert.All(Misfits(), facts =>
        {
            Assert.False(string.IsNullOrEmpty(Form.Misfit(facts)));
            Assert.NotNull(Form.ByRule(facts, ref random));
            Assert.NotNull(Form.Short(facts));
            Assert.NotNull(Form.Full(facts).Suffix);
        });
    }

    [Fact]
    public void What_the_short_wording_says_the_full_one_says_too_or_can_be_told_from_it()
    {
        foreach ((TFacts facts, _) in Invented().Take(50))
        {
            (string prefix, string suffix) = Form.Full(facts);
            Assert.Equal((prefix, suffix), Form.Full(facts));
            Assert.NotEqual("", suffix);
        }
    }

    protected IEnumerable<(TFacts Facts, string Answer)> Invented()
    {
        for (int i = 0; i < Examples; i++)
        {
            CounterRandom random = CounterRandom.For(i, Form.Name);
            TFacts facts = Form.Invent(ref random);
            yield return (facts, Form.ByRule(facts, ref random));
        }
    }
}
