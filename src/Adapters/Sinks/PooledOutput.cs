using System.Buffers;

namespace Tauric.Adapters.Sinks;

/// <summary>Bytes that grow in pooled memory: objects are many and large, and fresh pages would cost more than the
/// text.</summary>
internal sealed class PooledOutput : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
    private int _length;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        _length += bytes.Length;
    }

    /// <summary>Room for at least this many bytes; <see cref="Advance"/> says how many were used.</summary>
    public Span<byte> GetSpan(int bytes)
    {
        if (bytes > _buffer.Length - _length) Grow(bytes);
        return _buffer.AsSpan(_length);
    }

    public void Advance(int bytes) => _length += bytes;

    public byte[] ToArray()
    {
        byte[] result = GC.AllocateUninitializedArray<byte>(_length);
        _buffer.AsSpan(0, _length).CopyTo(result);
        return result;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Grow(int bytes)
    {
        long wanted = Math.Max(2L * _buffer.Length, (long)_length + bytes);
        byte[] bigger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, wanted));
        _buffer.AsSpan(0, _length).CopyTo(bigger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = bigger;
    }
}
