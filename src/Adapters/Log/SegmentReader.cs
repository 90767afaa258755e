using Microsoft.Win32.SafeHandles;

namespace Tauric.Adapters.Log;

/// <summary>Reads the frames of a segment one after another, as long as they are whole.</summary>
internal sealed class SegmentReader : IDisposable
{
    private readonly Segment _segment;
    private readonly SafeFileHandle _file;
    private byte[] _buffer = new byte[1 << 18];
    private int _filled;
    private int _next;
    private long _bufferAt;
    private long _sequence;

    public SegmentReader(Segment segment)
    {
        _segment = segment;
        _sequence = segment.First;
        _file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        byte[] head = segment.Head();
        HasHead = Need(Segment.HeadBytes) && _buffer.AsSpan(0, Segment.HeadBytes).SequenceEqual(head);
        if (HasHead) _next = Segment.HeadBytes;
    }

    public bool HasHead { get; }

    /// <summary>Where the last whole frame ends.</summary>
    public long End => _bufferAt + _next;

    /// <summary>What the next whole frame is numbered.</summary>
    public long NextSequence => _sequence;

    public long Length => RandomAccess.GetLength(_file);

    /// <summary>False where no whole frame with the next sequence starts. What it gives is good until the next
    /// call.</summary>
    public bool Next(out LogFrame frame)
    {
        frame = default;
        if (!HasHead || !FrameAt(0, out frame) || frame.Sequence != _sequence) return false;
        _next += frame.Bytes;
        _sequence++;
        return true;
    }

    /// <summary>
    /// After the last whole frame: does a group begin there that was written after what is broken was durable? Then it
    /// is no torn tail: a group is only written when the one before is durable. Moves the reader.
    /// </summary>
    public bool IsFollowedByLaterGroup()
    {
        for (int skip = 1; Need(skip + LogFrame.HeadBytes); skip++)
        {
            // Drop what was searched, so that the buffer stays small.
            if (skip > _buffer.Length / 2) (_next, skip) = (_next + skip, 0);
            if (FrameAt(skip, out LogFrame frame) && frame.Sequence - frame.InGroup > _sequence) return true;
        }

        return false;
    }

    public void Dispose() => _file.Dispose();

    private bool FrameAt(int skip, out LogFrame frame)
    {
        frame = default;
        if (!Need(skip + LogFrame.HeadBytes)) return false;
        int bytes = LogFrame.BytesOf(_buffer.AsSpan(_next + skip));
        return bytes > 0 && Need(skip + bytes)
            && LogFrame.TryRead(_buffer.AsMemory(_next + skip, bytes), out frame);
    }

    /// <summary>Are so many bytes there from the next one on?</summary>
    private bool Need(int bytes)
    {
        if (_filled - _next >= bytes) return true;
        if (Length - End < bytes) return false;
        _buffer.AsSpan(_next, _filled - _next).CopyTo(_buffer);
        (_bufferAt, _filled, _next) = (_bufferAt + _next, _filled - _next, 0);
        if (bytes > _buffer.Length) Array.Resize(ref _buffer, Math.Max(bytes, _buffer.Length * 2));
        while (_filled < bytes)
        {
            int read = RandomAccess.Read(_file, _buffer.AsSpan(_filled), _bufferAt + _filled);
            if (read == 0) return false;
            _filled += read;
        }

        return true;
    }
}
