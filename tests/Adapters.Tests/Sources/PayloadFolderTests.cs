using Tauric.Adapters.Sources;
using Tauric.Adapters.Tests.Contracts;
using Tauric.Engine;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Sources;

public sealed class PayloadFolderTests : PayloadSourceContract, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_folder_above_raw_will_do()
    {
        _folder.Write("data/raw/s/e/2024-03-05.json", "x"u8);
        _folder.Write("data/README.md", "x"u8);
        Assert.Equal(["s/e/2024-03-05.json"], new PayloadFolder(_folder["data"]).List().Select(p => p.Key));
    }

    [Fact]
    public void A_missing_folder_is_named_with_what_to_do()
    {
        string message = Assert.Throws<UsageException>(() => new PayloadFolder(_folder["nowhere"])).Message;
        Assert.Contains(_folder["nowhere"], message, StringComparison.Ordinal);
        Assert.Contains("--input", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s/e/notes.txt")]
    [InlineData("s/e/2024-3-5.json")]
    [InlineData("s/e/2024-02-30.json")]
    [InlineData("s/e/2024-03-05")]
    public void A_file_that_is_not_named_by_its_date_is_refused(string name)
    {
        _folder.Write(name, "x"u8);
        Assert.Contains(name, Assert.Throws<UsageException>(() =>
            new PayloadFolder(_folder.Path).List()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dot_files_and_links_are_not_payloads()
    {
        _folder.Write("outside/e/2024-03-05.json", "secret"u8);
        _folder.Write("in/s/e/.DS_Store", "x"u8);
        _folder.Write("in/s/e/2024-03-05.json", "x"u8);
        File.CreateSymbolicLink(_folder["in/s/e/2024-03-06.json"], _folder["outside/e/2024-03-05.json"]);
        Directory.CreateSymbolicLink(_folder["in/s/link"], _folder["outside/e"]);
        Directory.CreateSymbolicLink(_folder["in/link"], _folder["outside"]);
        var source = new PayloadFolder(_folder["in"]);
        Assert.Equal(["s/e/2024-03-05.json"], source.List().Select(p => p.Key));
        foreach (string key in (string[])["s/e/2024-03-06.json", "s/link/2024-03-05.json", "link/e/2024-03-05.json"])
            Assert.Contains("links are not followed", Assert.Throws<ResourceException>(() =>
                source.Load(key)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_read_is_named()
    {
        _folder.Write("s/e/2024-03-05.json", "x"u8);
        var source = new PayloadFolder(_folder.Path);
        Assert.Contains("2024-03-07", Assert.Throws<ResourceException>(() =>
            source.Load("s/e/2024-03-07.json")).Message, StringComparison.Ordinal);
        Assert.Throws<UsageException>(() => source.Load("../../2024-03-05.json"));
    }

    protected override IPayloadSource SourceOf(IReadOnlyDictionary<string, byte[]> payloads)
    {
        foreach ((string key, byte[] payload) in payloads) _folder.Write(key, payload);
        return new PayloadFolder(_folder.Path);
    }

    protected override IPayloadSource AfterChangeOf(string key, byte[] payload)
    {
        DateTime before = File.GetLastWriteTimeUtc(_folder[key]);
        _folder.Write(key, payload);
        File.SetLastWriteTimeUtc(_folder[key], before.AddMilliseconds(1));
        return new PayloadFolder(_folder.Path);
    }
}
