using System.Globalization;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Inference;

namespace Tauric.Pipelines.Forms;

/// <summary>
/// Asks forms of a model. An answer that is wrong is asked for again with another seed; when the attempts are used up,
/// or the facts are none the form is made for, the rule words them. Every answer says which it was.
/// </summary>
/// <param name="seed">Of the run.</param>
public sealed class FormAsker(TextAsker asker, long seed)
{
    private const int AttemptsMax = 3;
    private const float Temperature = 0.7f;
    private const float MinP = 0.05f;

    /// <summary>What decides answers besides the facts.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters =>
    [
        new("writer", asker.Traits.Identity),
        new("seed", seed.ToString(CultureInfo.InvariantCulture)),
        new("sampling", string.Create(CultureInfo.InvariantCulture,
            $"attempts {AttemptsMax}, temperature {Temperature}, min_p {MinP}")),
    ];

    /// <summary>Answers in the order of the facts.</summary>
    /// <param name="about">The partition that asks: see <see cref="TextAsker.Ask"/>.</param>
    /// <param name="key">What the choice of words is drawn for: equal facts of one key get equal words.</param>
    public IReadOnlyList<FormAnswer> Ask<TFacts>(
        Form<TFacts> form, string about, string key, IReadOnlyList<TFacts> facts, CancellationToken cancelled)
    {
        long keySeed = unchecked((long)CounterRandom.For(seed, form.Name, key).BitsOf(0));
        if (asker.Traits.IsRule) return ByRule(form, about, facts, keySeed, cancelled);
        if (asker.Traits.IsTrainedOnForms && form is not ITrainedForm)
        {
            return [.. facts.Select(
                f => new FormAnswer(Rule(form, f, keySeed), IsByRule: true, 0, $"{form.Name} was not trained"))];
        }

        var answers = new FormAnswer[facts.Count];
        var open = new List<int>();
        for (int i = 0; i < answers.Length; i++)
        {
            answers[i] = new FormAnswer("", IsByRule: true, 0, form.Misfit(facts[i]));
            if (answers[i].Problem is null) open.Add(i);
        }

        for (int attempt = 0; attempt < AttemptsMax && open.Count > 0; attempt++)
        {
            var parameters = new TextParameters(form.TokensMax, Temperature, MinP: MinP,
                Seed: CounterRandom.For(keySeed, "attempt").BitsOf((ulong)attempt));
            Attempt(form, about, facts, open, parameters, keySeed, answers, cancelled);
            open.RemoveAll(i => answers[i].Problem is null);
        }

        for (int i = 0; i < answers.Length; i++)
            if (answers[i].Problem is not null) answers[i] = answers[i] with { Text = Rule(form, facts[i], keySeed) };
        return answers;
    }

    private void Attempt<TFacts>(Form<TFacts> form, string about, IReadOnlyList<TFacts> facts, List<int> open,
        TextParameters parameters, long keySeed, FormAnswer[] answers, CancellationToken cancelled)
    {
        TextRequest[] requests = [.. open.Select(i =>
            new FormRequest<TFacts>(form, facts[i], asker.Traits.IsTrainedOnForms, parameters, keySeed))];
        IReadOnlyList<TextAnswer> texts = asker.Ask(about, requests, cancelled);
        for (int n = 0; n < open.Count; n++)
        {
            string? problem = texts[n].End switch
            {
                AnswerEnd.Stop => form.Problem(facts[open[n]], texts[n].Text),
                AnswerEnd.Length => "too long",
                _ => texts[n].Detail,
            };
            answers[open[n]] = new FormAnswer(texts[n].Text, problem is not null, texts[n].Tokens, problem);
        }
    }

    /// <summary>Not checked: that rules answer right is proven where the forms are tested.</summary>
    private FormAnswer[] ByRule<TFacts>(
        Form<TFacts> form, string about, IReadOnlyList<TFacts> facts, long keySeed, CancellationToken cancelled)
    {
        var none = new TextParameters(form.TokensMax);
        IReadOnlyList<TextAnswer> texts = asker.Ask(about,
            [.. facts.Select(f => new FormRequest<TFacts>(form, f, isTrained: true, none, keySeed))], cancelled);
        return [.. texts.Select(t => new FormAnswer(t.Text, IsByRule: true, 0, null))];
    }

    private static string Rule<TFacts>(Form<TFacts> form, TFacts facts, long keySeed) =>
        new FormRequest<TFacts>(form, facts, isTrained: true, new TextParameters(form.TokensMax), keySeed).ByRule();
}

/// <param name="IsByRule">The rule worded it, not a model.</param>
/// <param name="Tokens">Written by the model for it, in the attempt that counted.</param>
/// <param name="Problem">Where the rule had to: what was wrong with the model's last answer, or with the facts.</param>
public sealed record FormAnswer(string Text, bool IsByRule, int Tokens, string? Problem);
