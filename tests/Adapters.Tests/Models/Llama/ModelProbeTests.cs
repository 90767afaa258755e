using Tauric.Adapters.Models.Llama;
using Tauric.Adapters.Tests.Models.Gguf;
using Tauric.Engine;

namespace Tauric.Adapters.Tests.Models.Llama;

/// <summary>With programs that end in known ways in the place of the one that loads.</summary>
public sealed class ModelProbeTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _model;

    public ModelProbeTests() => _model = new RandomLlama().Save(_folder["x.gguf"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_ends_its_process_is_an_error_and_is_not_tried_again()
    {
        DataException first = Assert.Throws<DataException>(() => Open("echo first; echo bad token >&2; kill -ABRT $$"));
        Assert.Contains(_model, first.Message, StringComparison.Ordinal);
        Assert.Contains("bad token", first.Message, StringComparison.Ordinal);
        Assert.Contains("(134)", first.Message, StringComparison.Ordinal);
        Assert.Equal(first.Message, Assert.Throws<DataException>(() => Open("exit 0")).Message);
    }

    [Fact]
    public void A_file_that_loads_is_tried_once_and_gets_its_path()
    {
        Open($"test \"$1\" = \"{_model}\"");
        Open("exit 1");
    }

    [Fact]
    public void A_known_hash_vouches_for_a_file()
    {
        string hash = ModelFile.Check(new LlamaOptions(_model)).Hash;
        ModelFile.Check(new LlamaOptions(_model) { Sha256 = hash, Probe = Probe("exit 1") });
    }

    [Fact]
    public void A_program_that_is_missing_is_the_operators_to_mend() =>
        Assert.Throws<ResourceException>(() => ModelFile.Check(
            new LlamaOptions(_model) { Probe = new ModelProbe([_folder["none"]], _folder["verdicts"]) }));

    private void Open(string script) => ModelFile.Check(new LlamaOptions(_model) { Probe = Probe(script) });

    private ModelProbe Probe(string script)
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "no /bin/sh here");
        return new ModelProbe(["/bin/sh", "-c", script, "probe"], _folder["verdicts"]);
    }
}
