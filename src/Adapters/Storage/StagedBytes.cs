using Tauric.Engine;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Storage;

/// <summary>
/// Keeps what is staged for a store that is not this machine's: in memory as long as a budget lasts, else in a file
/// that has no name.
/// </summary>
internal sealed class StagedBytes(long memoryBytesMax) : IDisposable
{
    private static readonly string s_folder = Path.GetTempPath();
    private readonly Lock _lock = new();
    private NamelessFile? _file;
    private long _inMemory;
    private long _fileEnd;
    private int _inFile;

    public Held Stage(string key, ReadOnlySpan<byte> bytes)
    {
        if (Interlocked.Add(ref _inMemory, bytes.Length) <= memoryBytesMax)
            return new Held(this, key, bytes.ToArray(), At: 0, bytes.Length);
        Interlocked.Add(ref _inMemory, -bytes.Length);
        long at;
        NamelessFile file;
        lock (_lock)
        {
            file = _file ??= DiskFault.Guard("stage", s_folder, 0, () => new NamelessFile(s_folder));
            at = _inFile++ == 0 ? 0 : _fileEnd;
            _fileEnd = at + bytes.Length;
        }

        try
        {
            file.Write(bytes, at);
            return new Held(this, key, InMemory: null, at, bytes.Length);
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            lock (_lock) _inFile--;
            throw DiskFault.Describe(e, $"stage '{key}'", s_folder, bytes.Length);
        }
    }

    public void Dispose() => _file?.Dispose();

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

        public byte[] Read() => InMemory ?? Owner._file!.Read(At, Length);

        public void Dispose()
        {
            if (_gone) return;
            _gone = true;
            Owner.Release(this);
        }
    }
}
