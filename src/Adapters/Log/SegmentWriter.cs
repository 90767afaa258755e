using Microsoft.Win32.SafeHandles;
using Tauric.Adapters.Storage;

namespace Tauric.Adapters.Log;

/// <summary>The segment that is being written. After a failed write it is as before, once there is room.</summary>
internal sealed class SegmentWriter : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly Action<SafeFileHandle> _flush;
    private bool _isLonger;

    /// <summary>Makes the file, durable in its folder.</summary>
    public SegmentWriter(Segment segment, DateTimeOffset opened, Action<SafeFileHandle> flush)
    {
        (Segment, Opened, _flush) = (segment, opened, flush);
        _file = File.OpenHandle(segment.Path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            RandomAccess.Write(_file, segment.Head(), 0);
            RandomAccess.FlushToDisk(_file);
            string folder = Path.GetDirectoryName(segment.Path)!;
            Durability.SyncFolders(folder, [folder]);
            End = Segment.HeadBytes;
        }
        catch
        {
            _file.Dispose();
            DiskFault.Try(() => File.Delete(segment.Path));
            throw;
        }
    }

    public Segment Segment { get; }

    public DateTimeOffset Opened { get; }

    /// <summary>Everything before it is durable.</summary>
    public long End { get; private set; }

    /// <summary>Durable on return.</summary>
    /// <exception cref="IOException">Nothing of it counts as written.</exception>
    public void Append(ReadOnlySpan<byte> group)
    {
        if (_isLonger) Shorten();
        _isLonger = true;
        RandomAccess.Write(_file, group, End);
        _flush(_file);
        _isLonger = false;
        End += group.Length;
    }

    /// <summary>Cuts what a failed write left, so that nobody reads records that were refused.</summary>
    public void Shorten()
    {
        RandomAccess.SetLength(_file, End);
        RandomAccess.FlushToDisk(_file);
        _isLonger = false;
    }

    public void Dispose()
    {
        if (_isLonger) DiskFault.Try(Shorten);
        _file.Dispose();
    }
}
