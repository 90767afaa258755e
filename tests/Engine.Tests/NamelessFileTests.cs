namespace Tauric.Engine.Tests;

public sealed class NamelessFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tauric-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_was_written_is_read_back_wherever_it_lies()
    {
        using var file = new NamelessFile(_folder.FullName);
        file.Write("later"u8, 100_000);
        file.Write("first"u8, 0);
        Assert.Equal("later"u8, file.Read(100_000, 5));
        Assert.Equal("irs"u8, file.Read(1, 3));
        Assert.Equal([], file.Read(0, 0));
    }

    [Fact]
    public void What_was_never_written_is_no_zeros()
    {
        using var file = new NamelessFile(_folder.FullName);
        file.Write("first"u8, 0);
        Assert.Contains("at 5", Assert.Throws<EndOfStreamException>(() => file.Read(3, 4)).Message);
    }

    [Fact]
    public void Nobody_finds_it()
    {
        using var file = new NamelessFile(_folder.FullName);
        file.Write("secret"u8, 0);
        if (!OperatingSystem.IsWindows()) Assert.Empty(_folder.GetFileSystemInfos());
    }
}
