using Tauric.Engine;

namespace Tauric.Host.Tests;

public sealed class InputFolderTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("tauric-input-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Below_the_current_folder_comes_before_above_the_program()
    {
        string here = _root.CreateSubdirectory("here").FullName;
        string program = _root.CreateSubdirectory("repo/src/bin").FullName;
        string above = _root.CreateSubdirectory("repo/data").FullName;
        Assert.Equal(above, InputFolder.Find("data", here, program));
        string below = _root.CreateSubdirectory("here/data").FullName;
        Assert.Equal(below, InputFolder.Find("data", here, program));
        Assert.Equal(above, InputFolder.Find(above, here, program));
    }

    [Fact]
    public void A_missing_folder_is_named_with_what_to_do()
    {
        string message =
            Assert.Throws<UsageException>(() => InputFolder.Find("data", _root.FullName, _root.FullName)).Message;
        Assert.Contains(Path.Combine(_root.FullName, "data"), message);
        Assert.Contains("tauric sample", message);
    }
}
