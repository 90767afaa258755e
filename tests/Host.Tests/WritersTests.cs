using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Host.Configuration;

namespace Tauric.Host.Tests;

public sealed class WritersTests : IDisposable
{
    private readonly CapturedTerminal _captured = new(("LLM_API_KEY", "hunter2"), ("TAURIC_MODEL_FOLDER", "models"));

    public void Dispose() => _captured.Dispose();

    [Fact]
    public void Rules_write_unless_something_else_is_wanted()
    {
        using ITextModel model = Open(Load());
        Assert.True(model.Traits.IsRule);
    }

    [Fact]
    public void An_endpoint_is_described_and_identified_without_its_key()
    {
        TauricConfig config =
            Load(("writer.kind", "endpoint"), ("writer.url", "http://localhost:8080/v1"), ("writer.name", "qwen"));
        using ITextModel model = Open(config);
        Assert.Equal(("qwen", 16, false), (model.Traits.Name, model.Traits.Lanes, model.Traits.IsStable));
        string said = $"{model.Traits} {Writers.Describe(config, _captured.Terminal)}";
        Assert.Contains("http://localhost:8080/v1", said, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", said + RunIdentities.Of(config).ParametersJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_is_a_file_or_a_name_and_one_that_is_missing_is_told_with_the_ways_out()
    {
        TauricConfig config = Load(("writer.kind", "llama"), ("writer.path", "m"));
        string message = Assert.Throws<PlanException>(
            () => Writers.FileOf(config, config.Writer, _captured.Terminal)).Message;
        string[] parts = [_captured.Folder, "tauric models pull", "tauric models add", "--writer rules"];
        foreach (string part in parts)
            Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.Equal(3, await _captured.Run("run", "corpus", "--plan", "--root", "r", "--writer", "m"));
        Assert.Contains(message, _captured.Error, StringComparison.Ordinal);

        string file = _captured.Write("w.gguf", "weights");
        string sha256 = Writers.Models(config, _captured.Terminal).Add(file, "m").Sha256;
        Assert.Equal((file, sha256), Writers.FileOf(config, config.Writer, _captured.Terminal));
        Assert.Equal((_captured.Write("m", "another"), ""), Writers.FileOf(config, config.Writer, _captured.Terminal));
    }

    private ITextModel Open(TauricConfig config) => Writers.Open(config, config.Writer, _captured.Terminal);

    private TauricConfig Load(params (string Path, string Text)[] settings) => ConfigLoader.Load(
        new ConfigRequest(null, null, [.. settings.Select(s =>
            new ConfigSetting(ConfigKeys.Find(s.Path)!, s.Text, "option --x"))]), _captured.Terminal);
}
