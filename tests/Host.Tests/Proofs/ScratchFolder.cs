namespace Tauric.Host.Tests.Proofs;

/// <summary>A folder of a test's own, in memory where the machine has such: proofs of bytes need no disk.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private const string InMemory = "/dev/shm";

    public ScratchFolder() => Path = (Directory.Exists(InMemory)
        ? Directory.CreateDirectory(System.IO.Path.Combine(InMemory, "tauric-" + Guid.NewGuid().ToString("N")))
        : Directory.CreateTempSubdirectory("tauric-")).FullName;

    public string Path { get; }

    public string Below(params ReadOnlySpan<string> names) => System.IO.Path.Combine([Path, .. names]);

    public string Write(string name, byte[] bytes)
    {
        string path = Below(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Every file of another folder, under the same names and with the same times here.</summary>
    public void CopyFrom(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            string copy = Below(System.IO.Path.GetRelativePath(folder, path));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(path, copy, overwrite: true);
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
