using System.Security.Cryptography;
using Tauric.Adapters.Models.Gguf;
using Tauric.Adapters.Tests.Models.Endpoint;

namespace Tauric.Host.Tests.Commands;

public sealed class ModelsCommandTests : IDisposable
{
    private readonly CapturedTerminal _captured = new(("TAURIC_MODEL_FOLDER", "models"));
    private readonly byte[] _model;

    public ModelsCommandTests()
    {
        using var stream = new MemoryStream();
        new GgufWriter().Set("general.architecture", "llama")
            .Add("x", GgufTensorType.F32, new float[32], 32).Save(stream);
        _model = stream.ToArray();
    }

    private string Sha256 => Convert.ToHexStringLower(SHA256.HashData(_model));

    public void Dispose() => _captured.Dispose();

    [Fact]
    public async Task A_model_is_pulled_listed_and_verified_and_damage_is_found()
    {
        using var server = new LoopbackServer(_ => new Reply(200, _model));
        Assert.Equal(0, await _captured.Run("models", "pull", server.Url + "/small.gguf", "--sha256", Sha256));
        Assert.Contains("Next: tauric run corpus --writer small", _captured.Out, StringComparison.Ordinal);
        Assert.Equal(0, await _captured.Run("models", "list"));
        Assert.Matches($@"(?m)^ *small +\S+ B +{Sha256[..12]} ", _captured.Out);
        Assert.Matches(@"(?m)^\* +rules", _captured.Out);
        Assert.Equal(0, await _captured.Run("models", "verify", "small"));
        string file = Path.Combine(_captured.Folder, "models", "small.gguf");
        byte[] bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        Assert.Equal(4, await _captured.Run("models", "verify"));
        Assert.Contains("changed", _captured.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_there_gets_a_name_and_what_is_no_model_gets_none()
    {
        string file = Path.Combine(_captured.Folder, "mine.gguf");
        await File.WriteAllBytesAsync(file, _model, TestContext.Current.CancellationToken);
        Assert.Equal(0, await _captured.Run("models", "add", "mine.gguf", "--name", "the-best"));
        Assert.Equal(4, await _captured.Run("models", "add", _captured.Write("no.gguf", "GGUF? no")));
        Assert.Equal(2, await _captured.Run("models", "add", "nowhere.gguf"));
        Assert.Equal(0, await _captured.Run("models", "list"));
        Assert.Contains("the-best", _captured.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("no.gguf", _captured.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("models", "pull", "ftp://x/y.gguf", "--sha256", "0")]
    [InlineData("models", "pull", "http://127.0.0.1:1/y.gguf", "--sha256", "0")]
    [InlineData("models", "pull", "http://127.0.0.1:1/y.gguf")]
    [InlineData("models", "verify", "nobody")]
    public async Task What_cannot_be_meant_is_told(params string[] args) =>
        Assert.Equal(2, await _captured.Run(args));
}
