using Tauric.Adapters.Models.Gguf;
using Tauric.Adapters.Models.Llama;
using Tauric.Adapters.Tests.Models.Gguf;
using Tauric.Engine;
using Tauric.Host.Commands;

namespace Tauric.Host.Tests.Proofs;

/// <summary>Hostile models: tried by the program itself, in a process that may end.</summary>
public sealed class ModelProbeTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_good_model_loads_here_after_it_has_loaded_there()
    {
        string path = new RandomLlama().Save(_folder.Below("good.gguf"));
        using LlamaTextModel model = Open(path);
        Assert.True(model.Traits.IsStable);
        Assert.Single(Directory.GetFiles(_folder.Below("verdicts")));
    }

    [Fact]
    public void A_vocabulary_that_ends_the_process_is_an_error_with_the_path()
    {
        byte[] model = File.ReadAllBytes(new RandomLlama().Save(_folder.Below("good.gguf")));
        // Two tokens alike: "es" where "ce" was, after the length of a string.
        int twin = model.AsSpan().IndexOf("\u0002\0\0\0\0\0\0\0ce"u8);
        "es"u8.CopyTo(model.AsSpan(twin + 8));
        string path = _folder.Write("twins.gguf", model);
        DataException refused = Assert.Throws<DataException>(() => Open(path));
        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
        Assert.Contains("(134)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_damage_to_a_header_is_an_error_or_another_model_and_never_the_end()
    {
        byte[] model = File.ReadAllBytes(new RandomLlama().Save(_folder.Below("good.gguf")));
        int header = (int)GgufFile.Open(_folder.Below("good.gguf")).Tensors.Min(tensor => tensor.Offset);
        var random = CounterRandom.For(7, "damage");
        for (int i = 0; i < 24; i++)
        {
            byte[] damaged = [.. model];
            for (int flips = 0; flips < 3; flips++) damaged[random.NextInt(header)] = (byte)random.NextBits();
            string path = _folder.Write($"damaged-{i}.gguf", damaged);
            try
            {
                Open(path).Dispose();
            }
            catch (TauricException e)
            {
                Assert.Contains(path, e.Message, StringComparison.Ordinal);
            }
        }
    }

    private LlamaTextModel Open(string path) =>
        new(new LlamaOptions(path) { Probe = ProbeModelCommand.Probe(_folder.Below("verdicts")) });
}
