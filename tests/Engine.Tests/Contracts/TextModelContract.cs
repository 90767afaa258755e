using System.Text;
using Tauric.Engine.Contracts;
using Tauric.Engine.Inference;

namespace Tauric.Engine.Tests.Contracts;

/// <summary>What every text model promises. Compiled into the tests of each assembly that has one.</summary>
public abstract class TextModelContract
{
    private const string Prefix = "Close 187.20, up 1.4 % on the day.\n";

    /// <summary>A model of the same settings each time. The caller disposes it.</summary>
    protected abstract ITextModel Open();

    /// <summary>A request this model answers with a text; each number another one of the same group.</summary>
    protected virtual TextRequest Request(int number) => new WrittenRequest("Say in one line what happened.", Prefix,
        $"Item {number}:", new TextParameters(TokensMax: 8, Seed: (ulong)number));

    [Fact]
    public void Traits_are_whole_and_the_same_for_the_same_settings()
    {
        using ITextModel first = Open(), second = Open();
        Assert.Equal(first.Traits, second.Traits);
        Assert.NotEmpty(first.Traits.Name);
        Assert.NotEmpty(first.Traits.Identity);
        Assert.True(first.Traits.Lanes >= 1 && first.Traits.GroupMax >= 1);
    }

    [Fact]
    public async Task There_is_one_answer_a_request_and_each_is_told_once()
    {
        using ITextModel model = Open();
        var told = new List<TextAnswer>();
        IReadOnlyList<TextAnswer> answers = await Answer(model, [.. Enumerable.Range(0, 5).Select(Request)], told);
        Assert.Equal(5, answers.Count);
        Assert.Equal(answers.OrderBy(a => a.Text, StringComparer.Ordinal),
            told.OrderBy(a => a.Text, StringComparer.Ordinal));
        Assert.Empty(await Answer(model, []));
    }

    [Fact]
    public async Task A_text_is_well_formed_and_a_refusal_has_its_reason()
    {
        using ITextModel model = Open();
        TextRequest nothing = new WrittenRequest("", "", "", new TextParameters(4));
        TextRequest control = new WrittenRequest("", "", "\0\u0007<|im_end|></s>\uD800", new TextParameters(4));
        foreach (TextAnswer answer in await Answer(model, [Request(1)])) Assert.NotEqual(AnswerEnd.Refused, answer.End);
        var answers = new List<TextAnswer>();
        foreach (TextRequest request in (TextRequest[])[Request(1), nothing, control])
            answers.AddRange(await Answer(model, [request]));
        Assert.All(answers, answer =>
        {
            bool refused = answer.End == AnswerEnd.Refused;
            Assert.Equal((refused, refused), (answer.Detail.Length > 0, answer.Detail.Length > 0 || answer.Text == ""));
            Assert.Equal(answer.Text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(answer.Text)));
            Assert.True(answer.Tokens >= 0 && answer.PromptTokens >= 0);
        });
    }

    [Fact]
    public async Task What_was_cancelled_is_not_answered()
    {
        using ITextModel model = Open();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Answer(model, [Request(1)], cancelled: new CancellationToken(canceled: true)));
        Assert.Single(await Answer(model, [Request(1)]));
    }

    [Fact]
    public async Task A_stable_answer_is_the_same_alone_in_any_company_and_on_every_lane()
    {
        using ITextModel model = Open();
        if (!model.Traits.IsStable) return;
        TextRequest[] requests = [.. Enumerable.Range(0, 6).Select(Request)];
        var alone = new List<TextAnswer>();
        foreach (TextRequest request in requests) alone.AddRange(await Answer(model, [request]));
        Assert.Equal(alone, await Answer(model, requests));
        Assert.Equal(alone.AsEnumerable().Reverse(), await Answer(model, [.. requests.Reverse()]));
        IReadOnlyList<TextAnswer>[] lanes = await Task.WhenAll(Enumerable.Range(0, model.Traits.Lanes)
            .Select(_ => Task.Run(() => Answer(model, requests))));
        Assert.All(lanes, answers => Assert.Equal(alone, answers));
    }

    protected static Task<IReadOnlyList<TextAnswer>> Answer(ITextModel model, IReadOnlyList<TextRequest> requests,
        List<TextAnswer>? told = null, CancellationToken cancelled = default) =>
        model.AnswerAsync(requests, answer =>
        {
            lock (requests) told?.Add(answer);
        }, cancelled);
}
