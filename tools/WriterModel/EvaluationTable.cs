using Tauric.Adapters.Models.Llama;
using Tauric.Engine.Contracts;
using Tauric.Pipelines.Forms;

namespace Tauric.WriterModel;

/// <summary>What the README of the model shows: right answers of each form, and speed on one core.</summary>
internal sealed class EvaluationTable(string path, int promptsEach, int wrongShown, TextWriter to)
{
    public async Task WriteAsync()
    {
        var curriculum = new Curriculum(FormList.All, new Recipe().Seed);
        using var model = new LlamaTextModel(new LlamaOptions(path));
        var evaluation = new Evaluation(model, curriculum);
        await WriteRightAsync(evaluation).ConfigureAwait(false);
        await WriteSpeedAsync(model, curriculum).ConfigureAwait(false);
    }

    private async Task WriteRightAsync(Evaluation evaluation)
    {
        List<string> wrong = [];
        to.WriteLine("| form | held-out prompts | right, likeliest tokens | right, with its grammar | tokens asked, answered |");
        to.WriteLine("|---|---|---|---|---|");
        foreach (IForm form in FormList.All)
        {
            FormScore free = await evaluation.MeasureAsync(form, promptsEach, withGrammar: false).ConfigureAwait(false);
            FormScore bound = await evaluation.MeasureAsync(form, promptsEach, withGrammar: true).ConfigureAwait(false);
            to.WriteLine($"| {form.Name} | {promptsEach} | {Share(free)} | {Share(bound)} | "
                + $"{(double)free.PromptTokens / promptsEach:F0}, {(double)free.Tokens / promptsEach:F0} |");
            wrong.AddRange(free.Wrong.Take(wrongShown).Select(answer => $"{form.Name}: {answer}"));
            wrong.AddRange(bound.Wrong.Take(wrongShown).Select(answer => $"{form.Name} with grammar: {answer}"));
        }

        foreach (string answer in wrong) to.WriteLine(answer);
    }

    /// <summary>By processor time of this process, which has one lane; so other work on the machine does not count.</summary>
    private async Task WriteSpeedAsync(ITextModel model, Curriculum curriculum)
    {
        to.WriteLine();
        to.WriteLine("| form | prompt tokens/s of a core | answer tokens/s | answer tokens/s with grammar |");
        to.WriteLine("|---|---|---|---|");
        foreach (IForm form in FormList.All.Where(form => form.Name is "plan" or "section"))
        {
            FormExample[] asked = [.. Enumerable.Range(0, promptsEach).Select(i => curriculum.HeldOut(form, i))];
            TextRequest[] free = [.. asked.Select(example => Evaluation.Request(form, example, withGrammar: false))];
            TextRequest[] bound = [.. asked.Select(example => Evaluation.Request(form, example, withGrammar: true))];
            TextRequest[] first = [.. free.Select(request => Evaluation.Shortened(request, 1))];
            Cost prompts = await CostAsync(model, first).ConfigureAwait(false);
            Cost all = await CostAsync(model, free).ConfigureAwait(false);
            Cost checkedAll = await CostAsync(model, bound).ConfigureAwait(false);
            to.WriteLine($"| {form.Name} | {prompts.PromptTokens / prompts.Seconds:F0} | "
                + $"{all.Tokens / (all.Seconds - prompts.Seconds):F0} | "
                + $"{checkedAll.Tokens / (checkedAll.Seconds - prompts.Seconds):F0} |");
        }
    }

    /// <summary>The cheapest of three rounds.</summary>
    private static async Task<Cost> CostAsync(ITextModel model, TextRequest[] requests)
    {
        Cost best = new(0, 0, double.PositiveInfinity);
        for (int round = 0; round < 3; round++)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            List<TextAnswer> answers = [];
            foreach (TextRequest[] group in requests.Chunk(Evaluation.Group))
                answers.AddRange(await model.AnswerAsync(group, static _ => { }, default).ConfigureAwait(false));
            double seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            if (seconds < best.Seconds)
                best = new(answers.Sum(a => (long)a.PromptTokens), answers.Sum(a => (long)a.Tokens), seconds);
        }

        return best;
    }

    private static string Share(FormScore score) => $"{100.0 * score.Right / score.Prompts:F1} %";

    private sealed record Cost(long PromptTokens, long Tokens, double Seconds);
}
