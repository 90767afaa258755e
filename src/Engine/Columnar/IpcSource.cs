namespace Tauric.Engine.Columnar;

/// <summary>Bytes of an IPC input. No length is believed before it is known that as many bytes are there.</summary>
/// <param name="name">For messages.</param>
internal sealed class IpcSource(Stream stream, string name)
{
    private const int ChunkBytes = 1 << 20;

    private readonly long _start = stream.CanSeek ? stream.Position : 0;

    /// <summary>Bytes from the beginning of the input.</summary>
    public long Position { get; private set; }

    /// <summary>Of the whole input; only of one that can seek.</summary>
    public long Length => stream.Length - _start;

    public string Name => name;

    public DataException Fault(string what) => new($"Arrow IPC ({name}, byte {Position}): {what}.");

    public void Seek(long position)
    {
        if (!stream.CanSeek) throw Fault("the file format needs an input that can seek");
        if (position < 0 || position > Length) throw Fault($"position {position} is outside of {Length} bytes");
        stream.Position = _start + position;
        Position = position;
    }

    /// <summary>Fills the target, or returns false when not a byte is left.</summary>
    public bool TryFill(Span<byte> target)
    {
        int got = stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        if (got != 0 && got < target.Length) throw Fault($"the input ends after {got} of {target.Length} bytes");
        Position += got;
        return got > 0 || target.Length == 0;
    }

    /// <summary>The next bytes, copied once.</summary>
    public NativeBuffer Take(long length)
    {
        if (length is < 0 or > int.MaxValue - NativeBuffer.Alignment) throw Fault(
            $"a length of {length} bytes is out of range");
        if (stream.CanSeek && length > Length - Position)
            throw Fault($"{length} bytes are announced, {Length - Position} are left");
        var bytes = default(GrowingBuffer);
        try
        {
            while (bytes.Length < length)
            {
                // An input that cannot seek may promise what it does not hold: memory follows the bytes that came.
                long left = length - bytes.Length;
                int chunk = (int)(stream.CanSeek ? left : Math.Min(left, ChunkBytes));
                if (!TryFill(bytes.Reserve(chunk))) throw Fault($"the input ends {left} bytes early");
                bytes.Commit(chunk);
            }

            return bytes.Detach();
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    public byte[] TakeArray(long length)
    {
        NativeBuffer bytes = Take(length);
        byte[] copy = bytes.Span<byte>().ToArray();
        bytes.Release();
        return copy;
    }
}
