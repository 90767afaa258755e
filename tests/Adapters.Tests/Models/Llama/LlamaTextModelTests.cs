using Tauric.Adapters.Models.Gguf;
using Tauric.Adapters.Models.Llama;
using Tauric.Adapters.Tests.Models.Gguf;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Models.Llama;

/// <summary>The same request gives the same bytes, whatever is asked beside it.</summary>
public sealed class LlamaTextModelTests : IDisposable
{
    /// <summary>Past the 512 cells from which a row that is alone is summed in parts.</summary>
    private static readonly string s_prefix = string.Concat(
        Enumerable.Range(0, 12).Select(i => $"On day {i} the price of rice rose by {i * 7 % 13} points. "));

    private readonly TempFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0f)]
    [InlineData(1.3f)]
    public async Task An_answer_does_not_depend_on_its_company(float temperature)
    {
        TextRequest[] requests = [.. Enumerable.Range(0, 32).Select(i => Request(i, temperature))];
        using LlamaTextModel model = Model(new RandomLlama());
        Assert.True(model.Traits.IsStable);
        TextAnswer[] alone = [.. requests.Select(request => Ask(model, request).Single())];
        Assert.InRange(alone.Select(answer => answer.Text).Distinct().Count(), 12, 32);
        Assert.Contains(alone, answer => answer.Tokens > 30);

        Assert.Equal(alone, requests.Chunk(2).SelectMany(pair => Ask(model, pair)));
        Assert.Equal(alone, Ask(model, requests));
        Assert.Equal(alone.Reverse(), Ask(model, [.. requests.Reverse()]));
        // Few cells: one wave after another. Few slots: one enters when another ends.
        using LlamaTextModel narrow =
            Model(new RandomLlama(), options => options with { Slots = 5, CellTokens = 1300 });
        Assert.Equal(alone, Ask(narrow, requests));
        using LlamaTextModel two = Model(new RandomLlama(), options => options with { Lanes = 2 });
        Task<IReadOnlyList<TextAnswer>>[] halves =
            [.. requests.Chunk(16).Select(half => two.AnswerAsync(half, _ => { }, Stop))];
        Assert.Equal(alone, (await Task.WhenAll(halves)).SelectMany(half => half));
    }

    /// <summary>Suffixes of uneven lengths, some of them past the tiles of attention; answers of uneven lengths.</summary>
    private static PlainRequest Request(int i, float temperature, string? prefix = null) =>
        new(prefix ?? s_prefix, string.Concat(Enumerable.Repeat($"What of number {i}? ", i % 9 == 4 ? 9 : 1 + (i % 3))),
            new TextParameters(4 + (i * 13 % 37), temperature, TopP: 0.95f, MinP: 0.02f, Seed: (ulong)i));

    private LlamaTextModel Model(RandomLlama weights, Func<LlamaOptions, LlamaOptions>? with = null)
    {
        string path = _folder[$"{weights.Seed}-{weights.Weights}.gguf"];
        if (!File.Exists(path)) weights.Save(path);
        var options = new LlamaOptions(path) { ContextTokens = 1024 };
        return new LlamaTextModel(with is null ? options : with(options));
    }

    private static IReadOnlyList<TextAnswer> Ask(LlamaTextModel model, params TextRequest[] requests) =>
        model.AnswerAsync(requests, _ => { }, Stop).GetAwaiter().GetResult();
}
