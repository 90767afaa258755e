using Tauric.Engine.Contracts;

namespace Tauric.Engine.Inference;

/// <summary>Says what the rules of the forms say: no weights, no prompts, no threads.</summary>
public sealed class RuleModel : ITextModel
{
    public TextModelTraits Traits { get; } =
        new("rules", "rules", Lanes: 1, GroupMax: int.MaxValue, IsStable: true) { IsRule = true };

    public static TextAnswer Answer(TextRequest request) => request.ByRule() is { } text
        ? new TextAnswer(text, AnswerEnd.Stop, PromptTokens: 0, Tokens: 0)
        : new TextAnswer("", AnswerEnd.Refused, PromptTokens: 0, Tokens: 0, "there is no rule for this request");

    public Task<IReadOnlyList<TextAnswer>> AnswerAsync(
        IReadOnlyList<TextRequest> requests, Action<TextAnswer> answered, CancellationToken cancelled)
    {
        var answers = new TextAnswer[requests.Count];
        for (int i = 0; i < answers.Length; i++)
        {
            cancelled.ThrowIfCancellationRequested();
            answers[i] = Answer(requests[i]);
            answered(answers[i]);
        }

        return Task.FromResult<IReadOnlyList<TextAnswer>>(answers);
    }

    public void Dispose()
    {
    }
}
