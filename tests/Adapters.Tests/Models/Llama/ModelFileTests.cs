using System.Security.Cryptography;
using Tauric.Adapters.Models.Gguf;
using Tauric.Adapters.Models.Llama;
using Tauric.Adapters.Tests.Models.Gguf;
using Tauric.Engine;

namespace Tauric.Adapters.Tests.Models.Llama;

public sealed class ModelFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_configured_hash_must_be_the_files()
    {
        string path = new RandomLlama().Save(_folder["x.gguf"]);
        string hash = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
        Assert.Equal(hash, ModelFile.Check(new LlamaOptions(path) { Sha256 = hash }).Hash, ignoreCase: true);
        string wrong = new('0', 64);
        string message = Assert.Throws<DataException>(
            () => ModelFile.Check(new LlamaOptions(path) { Sha256 = wrong })).Message;
        Assert.All([path, wrong, hash.ToLowerInvariant()],
            part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_no_model_is_an_error_with_its_path()
    {
        byte[] model = File.ReadAllBytes(new RandomLlama().Save(_folder["x.gguf"]));
        MustBeRefused(model[..^64], "truncated?");
        MustBeRefused(model[..1000], "");
        MustBeRefused([], "0 bytes");
        Assert.Contains("none.gguf", Assert.Throws<ResourceException>(
            () => new LlamaTextModel(new LlamaOptions(_folder["none.gguf"]))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-architecture", "no-such-architecture")]
    [InlineData("", "does not say its architecture")]
    public void An_architecture_that_is_not_known_is_an_error_with_its_name(string architecture, string what)
    {
        var writer = new GgufWriter().Set("general.name", "x");
        if (architecture.Length > 0) writer.Set("general.architecture", architecture);
        writer.Add("token_embd.weight", GgufTensorType.F32, new float[32], 32).Save(_folder["x.gguf"]);
        MustBeRefused(File.ReadAllBytes(_folder["x.gguf"]), what);
    }

    private void MustBeRefused(byte[] bytes, string what)
    {
        _folder.Write("bad.gguf", bytes);
        string message = Assert.Throws<DataException>(
            () => new LlamaTextModel(new LlamaOptions(_folder["bad.gguf"]))).Message;
        Assert.Contains(_folder["bad.gguf"], message, StringComparison.Ordinal);
        Assert.Contains(what, message, StringComparison.Ordinal);
    }
}
