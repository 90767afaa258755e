namespace Tauric.Adapters.Tests;

/// <summary>A folder of its own for a test, removed afterwards.</summary>
public sealed class TempFolder : IDisposable
{
    private const string Memory = "/dev/shm";

    /// <param name="inMemory">Where the machine has such: for proofs of bytes that need no disk.</param>
    public TempFolder(bool inMemory = false) => Path = (inMemory && Directory.Exists(Memory)
        ? Directory.CreateDirectory(System.IO.Path.Combine(Memory, $"tauric-{Guid.NewGuid():N}"))
        : Directory.CreateTempSubdirectory("tauric-")).FullName;

    public string Path { get; }

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    public void Write(string relative, ReadOnlySpan<byte> bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[relative])!);
        File.WriteAllBytes(this[relative], bytes);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
