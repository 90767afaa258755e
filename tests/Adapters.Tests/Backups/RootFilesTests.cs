using Tauric.Adapters.Backups;
using Tauric.Adapters.Storage;
using Tauric.Adapters.Tests.Contracts;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Backups;

public sealed class RootFilesTests : ObjectStoreContract, IDisposable
{
    private readonly TempFolder _folder = new(inMemory: true);

    public RootFilesTests() => Store = new RootFiles(
        new LocalStore(_folder["elsewhere"]), new LocalStore(_folder["root"]), key => key.Length % 2 == 0);

    protected override IObjectStore Store { get; }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_key_lies_where_it_belongs()
    {
        Put("even", "x");
        Put("odd", "y");
        Assert.True(File.Exists(_folder["elsewhere/even"]) && File.Exists(_folder["root/odd"]));
        Assert.Equal(["even", "odd"], Store.List(""));
    }
}
