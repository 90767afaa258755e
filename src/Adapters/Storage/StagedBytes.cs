using Microsoft.Win32.SafeHandles;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Storage;

/// <summary>
/// Keeps what is staged for a store that is not this machine's: in memory as long as a budget lasts, else in a file
/// that has no name, so that nothing is left of it whatever happens to the process.
/// </summary>
internal sealed class StagedBytes(long memoryBytesMax) : IDisposable
{
    private readonly Lock _lock = new();
    private SafeFileHandle? _file;
    private long _inMemory;
    private long _fileEnd;
    private int _inFile;

    public Held Stage(string key, ReadOnlySpan<byte> bytes)
    {
        if (Interlocked.Add(ref _inMemory, bytes.Length) <= memoryBytesMax)
            return new Held(this, key, bytes.ToArray(), At: 0, bytes.Length);
        Interlocked.Add(ref _inMemory, -bytes.Length);
        long at;
        SafeFileHandle file;
        lock (_lock)
        {
            (file, at) = (_file ??= Nameless(), _inFile++ == 0 ? 0 : _fileEnd);
            _fileEnd = at + bytes.Length;
        }

        try
        {
            RandomAccess.Write(file, bytes, at);
            return new Held(this, key, InMemory: null, at, bytes.Length);
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            lock (_lock) _inFile--;
            throw DiskFault.Describe(e, $"stage '{key}'", Path.GetTempPath(), bytes.Length);
        }
    }

    public void Dispose() => _file?.Dispose();

    private static SafeFileHandle Nameless()
    {
        string path = Path.Combine(Path.GetTempPath(), $"tauric-{Guid.NewGuid():N}.staged");
        return DiskFault.Guard("stage", path, 0, () =>
        {
            SafeFileHandle file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite,
                FileShare.ReadWrite | FileShare.Delete, FileOptions.DeleteOnClose);
            if (!OperatingSystem.IsWindows()) File.Delete(path);
            return file;
        });
    }

    private void Release(Held held)
    {
        if (held.InMemory is { } bytes)
        {
            Interlocked.Add(ref _inMemory, -bytes.Length);
            return;
        }

        lock (_lock) _inFile--;   // From the first byte again when all have gone.
    }

    /// <param name="InMemory">Null: in the file.</param>
    internal sealed record Held(StagedBytes Owner, string Key, byte[]? InMemory, long At, int Length) : IStagedObject
    {
        private bool _gone;

        public byte[] Read()
        {
            if (InMemory is not null) return InMemory;
            byte[] bytes = new byte[Length];
            int read = 0;
            for (int more = 1; read < Length && more > 0; read += more)
                more = RandomAccess.Read(Owner._file!, bytes.AsSpan(read), At + read);
            return bytes;
        }

        public void Dispose()
        {
            if (_gone) return;
            _gone = true;
            Owner.Release(this);
        }
    }
}
