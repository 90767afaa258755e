using System.Runtime.InteropServices;

namespace Tauric.Engine.Columnar;

/// <summary>Native bytes that double as they fill, handed over at the end without a copy. Owned by one
/// builder.</summary>
internal struct GrowingBuffer : IDisposable
{
    private const int LengthMin = 256;

    private NativeBuffer? _buffer;

    public long Length { get; private set; }

    public readonly Span<byte> Written => _buffer is null ? [] : _buffer.Writable<byte>()[..(int)Length];

    public void Append<T>(T value) where T : unmanaged
    {
        unsafe
        {
            Span<byte> room = Reserve(sizeof(T));
            MemoryMarshal.Write(room, in value);
            Length += sizeof(T);
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Room for <paramref name="bytes"/> more; <see cref="Commit"/> says how many were used.</summary>
    public Span<byte> Reserve(int bytes)
    {
        long wanted = Length + bytes;
        if (_buffer is null || wanted > _buffer.Length) Grow(wanted);
        return _buffer!.Writable<byte>().Slice((int)Length, bytes);
    }

    /// <summary>Forgets the bytes, keeps the memory.</summary>
    public void Clear() => Length = 0;

    public void Commit(int bytes) => Length += bytes;

    /// <summary>Makes room for <paramref name="bits"/> bits; the first <paramref name="fill"/> of them become
    /// 1.</summary>
    public void EnsureBits(int bits, int fill = -1)
    {
        int bytes = Bitmap.BytesFor(bits);
        if (bytes > Length)
        {
            int more = bytes - (int)Length;
            Reserve(more).Clear();
            Length = bytes;
        }

        for (int i = 0; i < fill; i++) Bitmap.Set(Written, i);
    }

    /// <summary>The bytes, trimmed and zero-padded; this buffer is empty afterwards.</summary>
    public NativeBuffer Detach()
    {
        NativeBuffer result = _buffer ?? NativeBuffer.Allocate(0);
        result.Trim(Length);
        (_buffer, Length) = (null, 0);
        return result;
    }

    public void Dispose()
    {
        _buffer?.Release();
        (_buffer, Length) = (null, 0);
    }

    private void Grow(long wanted)
    {
        if (wanted > int.MaxValue) throw new ResourceException(
            $"A column buffer would pass 2 GiB ({wanted:N0} bytes). Use a smaller --batch-rows.");
        long capacity = Math.Max(LengthMin, Math.Min(int.MaxValue, Math.Max(wanted, Length * 2)));
        NativeBuffer bigger = NativeBuffer.AllocateDirty(capacity);
        Written.CopyTo(bigger.Writable<byte>());
        _buffer?.Release();
        _buffer = bigger;
    }
}
