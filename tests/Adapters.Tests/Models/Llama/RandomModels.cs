using Tauric.Adapters.Models.Llama;
using Tauric.Adapters.Tests.Models.Gguf;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Models.Llama;

/// <summary>Text models of random weights, written where a test can remove them.</summary>
internal sealed class RandomModels : IDisposable
{
    private readonly TempFolder _folder = new();

    public string Path(RandomLlama weights)
    {
        string path = _folder[$"{Math.Abs(weights.ToString().Sum(c => (long)c * 31))}-{weights.Seed}.gguf"];
        return File.Exists(path) ? path : weights.Save(path);
    }

    public LlamaTextModel Open(RandomLlama? weights = null, Func<LlamaOptions, LlamaOptions>? with = null)
    {
        var options = new LlamaOptions(Path(weights ?? new RandomLlama())) { ContextTokens = 1024 };
        return new LlamaTextModel(with is null ? options : with(options));
    }

    public static IReadOnlyList<TextAnswer> Ask(LlamaTextModel model, params IReadOnlyList<TextRequest> requests) =>
        model.AnswerAsync(requests, _ => { }, TestContext.Current.CancellationToken).GetAwaiter().GetResult();

    public void Dispose() => _folder.Dispose();
}
