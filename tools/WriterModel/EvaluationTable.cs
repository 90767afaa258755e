using Tauric.Adapters.Models.Llama;
using Tauric.Engine.Contracts;
using Tauric.Engine.Inference;
using Tauric.Pipelines.Forms;

namespace Tauric.WriterModel;

/// <summary>What the README of the model shows: right answers of each form, and speed on one core.</summary>
internal sealed class EvaluationTable(string path, int promptsEach, int wrongShown, TextWriter to)
{
    private const int TimedMax = 100;

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
        to.WriteLine($"| {promptsEach} held-out prompts each | "
            + $"{string.Join(" | ", AskedFor.All.Select(way => way.Name))} | tokens of a prompt, of an answer |");
        to.WriteLine("|---|---|---|---|---|");
        foreach (ITrainedForm form in FormList.All)
        {
            List<FormScore> scores = [];
            foreach (AskedFor way in AskedFor.All)
            {
                FormScore score = await evaluation.MeasureAsync(form, promptsEach, way).ConfigureAwait(false);
                wrong.AddRange(score.Wrong.Take(wrongShown).Select(answer => $"{form.Name}, {way.Name}: {answer}"));
                scores.Add(score);
            }

            to.WriteLine($"| {form.Name} | {string.Join(" | ", scores.Select(Share))} | "
                + $"{scores.Average(s => (double)s.PromptTokens / promptsEach):F0}, "
                + $"{scores.Average(s => (double)s.Tokens / promptsEach):F0} |");
        }

        foreach (string answer in wrong) to.WriteLine(answer);
    }

    /// <summary>By processor time of this process, which has one lane.</summary>
    private async Task WriteSpeedAsync(ITextModel model, Curriculum curriculum)
    {
        to.WriteLine();
        to.WriteLine($"| tokens/s of a core, waves of {Evaluation.Group} | of prompts | "
            + $"{string.Join(" | ", AskedFor.All.Select(way => "of answers, " + way.Name))} |");
        to.WriteLine("|---|---|---|---|---|");
        foreach (ITrainedForm form in FormList.All.Where(form => form.Name is "plan" or "section"))
        {
            int count = Math.Min(promptsEach, TimedMax);
            FormExample[] asked = [.. Enumerable.Range(0, count).Select(i => curriculum.HeldOut(form, i))];
            TextRequest[] Requests(AskedFor way) => [.. asked.Select((e, i) => Evaluation.Request(form, e, way, i))];
            Cost prompts = await CostAsync(model, [.. Requests(AskedFor.Likeliest).Select(FirstTokenOf)])
                .ConfigureAwait(false);
            to.Write($"| {form.Name} | {prompts.PromptTokens / prompts.Seconds:F0} |");
            foreach (AskedFor way in AskedFor.All)
            {
                Cost all = await CostAsync(model, Requests(way)).ConfigureAwait(false);
                to.Write($" {all.Tokens / (all.Seconds - prompts.Seconds):F0} |");
            }

            to.WriteLine();
        }
    }

    private static TextRequest FirstTokenOf(TextRequest request) => new WrittenRequest(
        request.Instruction, request.Prefix, request.Suffix, request.Parameters with { TokensMax = 1 });

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
