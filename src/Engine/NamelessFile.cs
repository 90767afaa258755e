using Microsoft.Win32.SafeHandles;

namespace Tauric.Engine;

/// <summary>
/// A file for what this process alone reads again: it has no name, so that nothing is left of it whatever happens to
/// the process.
/// </summary>
/// <remarks>Reads and writes of different parts may go side by side.</remarks>
/// <exception cref="IOException">From every member: the disk is full or fails.</exception>
public sealed class NamelessFile : IDisposable
{
    private readonly SafeFileHandle _file;

    /// <param name="folder">On the disk it is to take room of.</param>
    public NamelessFile(string folder)
    {
        string path = Path.Combine(folder, $"tauric-{Guid.NewGuid():N}.nameless");
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite,
            FileShare.ReadWrite | FileShare.Delete, FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows()) File.Delete(path);
    }

    public void Write(ReadOnlySpan<byte> bytes, long at) => RandomAccess.Write(_file, bytes, at);

    /// <summary>Bytes that were written.</summary>
    public byte[] Read(long at, int length)
    {
        byte[] bytes = new byte[length];
        for (int read = 0; read < length;)
        {
            int more = RandomAccess.Read(_file, bytes.AsSpan(read), at + read);
            read += more > 0 ? more : throw new EndOfStreamException($"Nothing was written at {at + read}.");
        }

        return bytes;
    }

    public void Dispose() => _file.Dispose();
}
