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
    public async Task Every_logit_of_an_answer_is_the_same_in_any_company(float temperature)
    {
        int[] all = [.. Enumerable.Range(0, 32)];
        using var group = new HashedGroup(_models.Path(s_weights), s_prefix, i => Request(i, temperature));
        using Wave wave = group.Wave(slots: 40, cells: 4096);
        ulong[] alone = [.. all.SelectMany(i => group.Run(wave, i))];
        Assert.Equal(all.Length, alone.Distinct().Count());

        Assert.Equal(alone, all.Chunk(2).SelectMany(pair => group.Run(wave, pair)));
        Assert.Equal(alone, group.Run(wave, all));
        Assert.Equal(alone.Reverse(), group.Run(wave, [.. all.Reverse()]));
        // Few cells: one wave after another. Few slots: one enters when another ends. A prefix decoded again.
        using Wave narrow = group.Wave(slots: 5, cells: 1100), again = group.Wave(slots: 7, cells: 2048);
        Assert.Equal(alone, group.Run(narrow, all));
        Assert.Equal(alone, all.Chunk(11).SelectMany(some =>
        {
            group.RunOther(again);
            return group.Run(again, some);
        }));
        ulong[][] lanes = await Task.WhenAll(
            Task.Run(() => group.Run(wave, all[..16])), Task.Run(() => group.Run(narrow, all[16..])));
        Assert.Equal(alone, lanes.SelectMany(lane => lane));
    }

    /// <summary>Deep, because a difference in the last bit mostly ends where sums are rounded to 8 bits.</summary>
    [Fact]
    public void A_long_suffix_is_the_same_wherever_it_lies_in_memory()
    {
        int[] all = [.. Enumerable.Range(0, 5)];
        var deep = new RandomLlama { Layers = 8 };
        using var group = new HashedGroup(_models.Path(deep), s_prefix, i =>
            new WrittenRequest("", s_prefix, Spoken(i, 18), new TextParameters(2)));
        using Wave wave = group.Wave(slots: 8, cells: 4096);
        ulong[] alone = [.. all.SelectMany(i => group.Run(wave, i))];
        Assert.Equal(all.Length, alone.Distinct().Count());
        Assert.Equal(alone, group.Run(wave, all));
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
            Spoken(i, i % 9 == 4 ? 11 : 1 + (i % 3)),
            new TextParameters(4 + (i * 13 % 37), temperature, TopP: 0.95f, MinP: 0.02f, Seed: (ulong)i));

    private static string Spoken(int i, int times) => string.Concat(Enumerable.Repeat($"What of number {i}? ", times));
}
