using Tauric.Engine.Contracts;
using Tauric.Engine.Inference;
using Tauric.Pipelines.Forms;

namespace Tauric.WriterModel;

/// <summary>
/// Asks a model with held-out prompts. An answer is right when the form finds no problem with it.
/// </summary>
internal sealed class Evaluation(ITextModel model, Curriculum curriculum)
{
    public const int Group = 20;

    /// <summary>A form's prompts with their answers.</summary>
    public async Task<FormScore> MeasureAsync(ITrainedForm form, int prompts, AskedFor way)
    {
        var score = new FormScore(form.Name, prompts);
        for (int first = 0; first < prompts; first += Group)
        {
            FormExample[] asked =
            [
                .. Enumerable.Range(first, Math.Min(Group, prompts - first)).Select(i => curriculum.HeldOut(form, i)),
            ];
            TextRequest[] requests = [.. asked.Select((example, i) => Request(form, example, way, first + i))];
            IReadOnlyList<TextAnswer> answers =
                await model.AnswerAsync(requests, static _ => { }, CancellationToken.None).ConfigureAwait(false);
            foreach ((FormExample example, TextAnswer answer) in asked.Zip(answers)) score.Add(example, answer);
        }

        return score;
    }

    /// <summary>As a model that was trained on the forms is asked: no instruction, the short wording.</summary>
    public static TextRequest Request(ITrainedForm form, FormExample example, AskedFor way, int seed = 0)
    {
        TextParameters parameters = new(form.TokensMax, way.Temperature, MinP: way.MinP, Seed: (ulong)seed);
        string? grammar = way.WithGrammar ? example.Grammar : null;
        return new WrittenRequest(instruction: "", prefix: "", example.Prompt, parameters, grammar);
    }
}

/// <summary>What is asked for: the likeliest tokens, or drawn ones; any, or those a grammar allows.</summary>
internal sealed record AskedFor(string Name, bool WithGrammar, float Temperature = 0, float MinP = 0)
{
    public static readonly AskedFor Likeliest = new("likeliest tokens", WithGrammar: false);
    public static readonly AskedFor Bound = new("likeliest its grammar allows", WithGrammar: true);

    /// <summary>As a run asks.</summary>
    public static readonly AskedFor Drawn = new("drawn by its grammar", WithGrammar: true, 0.7f, 0.05f);

    public static readonly IReadOnlyList<AskedFor> All = [Likeliest, Bound, Drawn];
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
