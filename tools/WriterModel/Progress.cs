using Tauric.Pipelines.Forms;

namespace Tauric.WriterModel;

/// <summary>
/// How many held-out prompts of each form the weights of this moment answer without a problem, by likeliest tokens. The
/// loss does not tell: skills arrive one at a time, and fluent text may be wrong.
/// </summary>
internal static class Progress
{
    /// <returns>For each form, right answers and the first wrong one.</returns>
    public static List<(ITrainedForm Form, int Right, string Wrong)> Measure(Training training, int promptsEach)
    {
        List<(ITrainedForm, int, string)> all = [];
        foreach (ITrainedForm form in training.Curriculum.Forms)
        {
            FormExample[] asked =
                [.. Enumerable.Range(0, promptsEach).Select(i => training.Curriculum.HeldOut(form, i))];
            List<int>[] answers = Answers(training, form, asked);
            int right = 0;
            string wrong = "";
            foreach ((FormExample example, List<int> answer) in asked.Zip(answers))
            {
                string text = training.Tokenizer.Decode(answer);
                string? problem = example.Problem(text);
                if (problem is null) right++;
                else if (wrong.Length == 0) wrong = $"{problem} | {example.Prompt} | {text}";
            }

            all.Add((form, right, wrong));
        }

        return all;
    }

    private static List<int>[] Answers(Training training, ITrainedForm form, FormExample[] asked)
    {
        int[][] prompts = [.. asked.Select(example => training.Tokenizer.Prompt(example.Prompt))];
        int context = Math.Min(Shape.Context, prompts.Max(prompt => prompt.Length) + form.TokensMax + 1);
        return new Decoding(training.Weights, prompts.Length, context)
            .Answer(prompts, form.TokensMax, training.Tokenizer.TurnEnd);
    }
}
