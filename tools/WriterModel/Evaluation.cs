using Tauric.Engine.Contracts;
using Tauric.Engine.Inference;
using Tauric.Pipelines.Forms;

namespace Tauric.WriterModel;

/// <summary>
/// Asks a model with held-out prompts of every form, each twice: the likeliest tokens without a grammar, then with the
/// prompt's own. An answer is right when the form finds no problem with it.
/// </summary>
internal sealed class Evaluation(ITextModel model, Curriculum curriculum)
{
    public const int Group = 20;

    /// <summary>A form's prompts with their answers.</summary>
    public async Task<FormScore> MeasureAsync(IForm form, int prompts, bool withGrammar)
    {
        var score = new FormScore(form.Name, prompts);
        for (int first = 0; first < prompts; first += Group)
        {
            FormExample[] asked =
            [
                .. Enumerable.Range(first, Math.Min(Group, prompts - first)).Select(i => curriculum.HeldOut(form, i)),
            ];
            TextRequest[] requests = [.. asked.Select(example => Request(form, example, withGrammar))];
            IReadOnlyList<TextAnswer> answers =
                await model.AnswerAsync(requests, static _ => { }, CancellationToken.None).ConfigureAwait(false);
            foreach ((FormExample example, TextAnswer answer) in asked.Zip(answers)) score.Add(example, answer);
        }

        return score;
    }

    /// <summary>As a model that was trained on the forms is asked: no instruction, the short wording.</summary>
    public static TextRequest Request(IForm form, FormExample example, bool withGrammar) => new WrittenRequest(
        instruction: "", prefix: "", example.Prompt, new TextParameters(form.TokensMax),
        withGrammar ? example.Grammar : null);

    public static TextRequest Shortened(TextRequest request, int tokensMax) => new WrittenRequest(
        request.Instruction, request.Prefix, request.Suffix, request.Parameters with { TokensMax = tokensMax },
        request.Grammar);
}

/// <summary>How a model did on a form.</summary>
internal sealed class FormScore(string form, int prompts)
{
    public string Form => form;

    public int Prompts => prompts;

    public int Right { get; private set; }

    public long PromptTokens { get; private set; }

    public long Tokens { get; private set; }

    /// <summary>What was wrong, with prompt and answer.</summary>
    public List<string> Wrong { get; } = [];

    public void Add(FormExample example, TextAnswer answer)
    {
        PromptTokens += answer.PromptTokens;
        Tokens += answer.Tokens;
        string? problem = answer.End == AnswerEnd.Stop ? example.Problem(answer.Text) : $"{answer.End} {answer.Detail}";
        if (problem is null) Right++;
        else Wrong.Add($"{problem} | {example.Prompt} | {answer.Text}".ReplaceLineEndings(" / "));
    }
}
