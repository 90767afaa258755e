using Tauric.Engine.Contracts;

namespace Tauric.Pipelines.Tests;

/// <summary>A model in a few lines of code, which remembers what it was asked.</summary>
internal sealed class ScriptedModel(Func<TextRequest, string?> script, bool isTrained = true) : ITextModel
{
    private readonly Lock _lock = new();

    public TextModelTraits Traits { get; } =
        new("scripted", "scripted v1", Lanes: 1, GroupMax: 100, IsStable: true, IsTrainedOnForms: isTrained);

    public List<TextRequest> Asked { get; } = [];

    public Task<IReadOnlyList<TextAnswer>> AnswerAsync(
        IReadOnlyList<TextRequest> requests, Action<TextAnswer> answered, CancellationToken cancelled)
    {
        lock (_lock) Asked.AddRange(requests);
        TextAnswer[] answers = [.. requests.Select(r => script(r) is { } text
            ? new TextAnswer(text, AnswerEnd.Stop, 10, 5) : new TextAnswer("", AnswerEnd.Refused, 10, 0, "no words"))];
        foreach (TextAnswer answer in answers) answered(answer);
        return Task.FromResult<IReadOnlyList<TextAnswer>>(answers);
    }

    public void Dispose()
    {
    }
}
