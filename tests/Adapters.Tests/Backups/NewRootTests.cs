using Tauric.Adapters.Backups;
using Tauric.Engine;

namespace Tauric.Adapters.Tests.Backups;

public sealed class NewRootTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("new")]
    [InlineData("new/")]
    [InlineData("deep/below/new")]
    [InlineData("empty")]
    public void It_appears_where_nothing_is(string root)
    {
        Directory.CreateDirectory(_folder["empty"]);
        var grown = new NewRoot(_folder[root]);
        Directory.CreateDirectory(grown.Folder);
        File.WriteAllText(Path.Combine(grown.Folder, "file"), "x");
        grown.Appear();
        Assert.Equal("x", File.ReadAllText(_folder[root + "/file"]));
        Assert.False(Directory.Exists(grown.Folder));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("folder")]
    [InlineData("/")]
    public void It_is_refused_where_something_is_and_leaves_that_alone(string root)
    {
        _folder.Write("file", "x"u8);
        _folder.Write("folder/.hidden", "x"u8);
        Assert.Throws<UsageException>(() => new NewRoot(_folder[root]));
        Assert.Equal("x", File.ReadAllText(_folder["folder/.hidden"]));
    }

    [Fact]
    public void What_came_meanwhile_is_not_overwritten()
    {
        var grown = new NewRoot(_folder["root"]);
        Directory.CreateDirectory(grown.Folder);
        _folder.Write("root/somebody's", "x"u8);
        Assert.Throws<UsageException>(grown.Appear);
        Assert.True(Directory.Exists(grown.Folder));
    }

    [Fact]
    public void A_disk_that_cannot_take_it_is_named()
    {
        Directory.CreateDirectory(_folder["small"]);
        using var mount = new Mount(_folder["small"], "1m");
        var mounted = new NewRoot(_folder["small"]);
        Directory.CreateDirectory(mounted.Folder);
        var error = Assert.Throws<ResourceException>(mounted.Appear);
        Assert.Contains(mounted.Folder, error.Message, StringComparison.Ordinal);
        Assert.True(Directory.Exists(mounted.Folder));
    }
}
