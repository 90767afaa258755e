using Tauric.Adapters.Models.Gguf;
using Tauric.Adapters.Models.Llama;
using Tauric.Adapters.Tests.Models.Gguf;
using Tauric.Engine.Contracts;
using Tauric.Engine.Inference;

namespace Tauric.Adapters.Tests.Models.Llama;

/// <summary>The same request gives the same bytes, whatever is asked beside it.</summary>
public sealed class WaveTests : IDisposable
{
    /// <summary>Past the 512 cells from which a row that is alone is summed in parts.</summary>
    private static readonly string s_prefix = string.Concat(
        Enumerable.Range(0, 18).Select(i => $"On day {i} the price of rice rose by {i * 7 % 13} points. "));

    private static readonly RandomLlama s_weights = new() { Heads = 2, KeyHeads = 1 };

    private readonly RandomModels _models = new();

    public void Dispose() => _models.Dispose();

    [Theory]
    [InlineData(0f)]
    [InlineData(1.3f)]
    public async Task An_answer_does_not_depend_on_its_company(float temperature)
    {
        TextRequest[] requests = [.. Enumerable.Range(0, 32).Select(i => Request(i, temperature))];
        using LlamaTextModel model = _models.Open(s_weights);
        Assert.True(model.Traits.IsStable);
        TextAnswer[] alone = [.. requests.Select(request => RandomModels.Ask(model, request).Single())];
        Assert.InRange(alone.Select(answer => answer.Text).Distinct().Count(), 12, 32);
        Assert.Contains(alone, answer => answer.Tokens > 30);
        Assert.Contains(alone, answer => answer.PromptTokens > 700);

        Assert.Equal(alone, requests.Chunk(2).SelectMany(pair => RandomModels.Ask(model, pair)));
        Assert.Equal(alone, RandomModels.Ask(model, requests));
        Assert.Equal(alone.Reverse(), RandomModels.Ask(model, [.. requests.Reverse()]));
        // Few cells: one wave after another. Few slots: one enters when another ends.
        using LlamaTextModel narrow = _models.Open(s_weights, o => o with { Slots = 5, CellTokens = 1100 });
        Assert.Equal(alone, RandomModels.Ask(narrow, requests));
        using LlamaTextModel two = _models.Open(s_weights, options => options with { Lanes = 2 });
        Task<IReadOnlyList<TextAnswer>>[] halves =
        [
            .. requests.Chunk(16)
                .Select(half => two.AnswerAsync(half, _ => { }, TestContext.Current.CancellationToken)),
        ];
        Assert.Equal(alone, (await Task.WhenAll(halves)).SelectMany(half => half));
    }

    [Fact]
    public void A_prefix_decoded_again_is_the_prefix_kept()
    {
        TextRequest[] requests = [.. Enumerable.Range(0, 4).Select(i => Request(i, 1))];
        using LlamaTextModel model = _models.Open(s_weights);
        IReadOnlyList<TextAnswer> together = RandomModels.Ask(model, requests);
        foreach ((TextRequest request, TextAnswer answer) in requests.Zip(together))
        {
            RandomModels.Ask(model, Request(9, 1, "Another beginning. "));
            Assert.Equal(answer, RandomModels.Ask(model, request).Single());
        }
    }

    [Fact]
    public void Weights_that_are_not_quantised_are_said_not_to_be_stable()
    {
        using LlamaTextModel model = _models.Open(new RandomLlama { Weights = GgufTensorType.F32 });
        Assert.False(model.Traits.IsStable);
        Assert.NotEqual(AnswerEnd.Refused, RandomModels.Ask(model, Request(1, 0)).Single().End);
    }

    [Fact]
    public void The_fast_way_is_marked_in_traits_and_identity()
    {
        using LlamaTextModel stable = _models.Open(s_weights);
        using LlamaTextModel fast = _models.Open(s_weights, options => options with { IsStable = false });
        Assert.False(fast.Traits.IsStable);
        Assert.NotEqual(stable.Traits.Identity, fast.Traits.Identity);
        Assert.All(RandomModels.Ask(fast, [.. Enumerable.Range(0, 8).Select(i => Request(i, 1))]),
            answer => Assert.NotEqual(AnswerEnd.Refused, answer.End));
    }

    [Fact]
    public async Task An_answer_under_way_is_cancelled_and_the_lane_is_good_afterwards()
    {
        using LlamaTextModel model =
            _models.Open(new RandomLlama { Context = 8192 }, options => options with { ContextTokens = 8192 });
        TextRequest[] requests = [.. Enumerable.Range(0, 4).Select(i => Request(i, 1))];
        IReadOnlyList<TextAnswer> before = RandomModels.Ask(model, requests);
        using var stop = new CancellationTokenSource();
        WrittenRequest Asking(int tokens) => new("", "Begin.", "Go on.", new TextParameters(tokens, 1));
        Task<IReadOnlyList<TextAnswer>> asked =
            model.AnswerAsync([Asking(1), Asking(int.MaxValue)], _ => stop.Cancel(), stop.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.Equal(before, RandomModels.Ask(model, requests));
    }

    /// <summary>Suffixes of uneven lengths, some past the tiles of attention; answers of uneven lengths.</summary>
    private static WrittenRequest Request(int i, float temperature, string? prefix = null) =>
        new("", prefix ?? s_prefix,
            string.Concat(Enumerable.Repeat($"What of number {i}? ", i % 9 == 4 ? 9 : 1 + (i % 3))),
            new TextParameters(4 + (i * 13 % 37), temperature, TopP: 0.95f, MinP: 0.02f, Seed: (ulong)i));
}
