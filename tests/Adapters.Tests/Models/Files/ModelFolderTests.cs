using Tauric.Adapters.Models.Files;
using Tauric.Engine;

namespace Tauric.Adapters.Tests.Models.Files;

public sealed class ModelFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ModelFolder _models;

    public ModelFolderTests() => _models = new ModelFolder(_folder["models"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_named_file_is_found_by_name_and_stays_where_it_is()
    {
        Assert.Empty(_models.List());
        _folder.Write("b.gguf", "weights"u8);
        ModelEntry added = _models.Add(_folder["b.gguf"], "b");
        _models.Add(_folder["b.gguf"], "a.1_x");
        string sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("weights"u8));
        Assert.Equal((_folder["b.gguf"], 7L, sha256), (added.Path, added.Bytes, added.Sha256));
        Assert.Equal(["a.1_x", "b"], _models.List().Select(m => m.Name));
        Assert.Equal(added, _models.Find("b"));
        Assert.Null(_models.Find("c"));
    }

    [Fact]
    public void A_file_that_changed_or_went_is_told()
    {
        _folder.Write("b.gguf", "weights"u8);
        ModelEntry added = _models.Add(_folder["b.gguf"], "b");
        Assert.Null(ModelFolder.Problem(added));
        _folder.Write("b.gguf", "weighta"u8);
        Assert.Contains("changed", ModelFolder.Problem(added)!, StringComparison.Ordinal);
        File.Delete(_folder["b.gguf"]);
        Assert.Contains("there is no", ModelFolder.Problem(added)!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("a b")]
    public void Other_names_are_refused(string name)
    {
        _folder.Write("b.gguf", "weights"u8);
        Assert.Throws<UsageException>(() => _models.Add(_folder["b.gguf"], name));
        Assert.Throws<UsageException>(() => _models.Add(_folder["none.gguf"], "b"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"name\":\"b\"}")]
    public void A_damaged_entry_is_named(string entry)
    {
        _folder.Write("models/b.json", System.Text.Encoding.UTF8.GetBytes(entry));
        Assert.Contains("b.json", Assert.Throws<DataException>(() => _models.Find("b")).Message,
            StringComparison.Ordinal);
    }
}
