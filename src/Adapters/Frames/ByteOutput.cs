using System.Buffers.Binary;
using System.Numerics;

namespace Tauric.Adapters.Frames;

/// <summary>Bytes that grow. Integers are little-endian; variable ones are LEB128, signed ones zigzag before.</summary>
internal sealed class ByteOutput(int capacity = 1024)
{
    private byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Room for exactly this many bytes, which count as written. They hold anything.</summary>
    public Span<byte> Take(int bytes)
    {
        if (bytes > _bytes.Length - Length)
            Array.Resize(ref _bytes, Math.Max(checked(Length + bytes), (int)Math.Min(Array.MaxLength, 2L * Length)));
        Length += bytes;
        return _bytes.AsSpan(Length - bytes, bytes);
    }

    public void Byte(int value) => Take(1)[0] = (byte)value;

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(4), value);

    public void Double(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Take(8), value);

    public void Hash(UInt128 value) => BinaryPrimitives.WriteUInt128LittleEndian(Take(16), value);

    public void Varint(ulong value)
    {
        Span<byte> target = Take(VarintBytes(value));
        for (int i = 0; i < target.Length; i++, value >>= 7)
            target[i] = (byte)((value & 0x7F) | (i + 1 < target.Length ? 0x80u : 0));
    }

    public void Varint(int value) => Varint((ulong)value);

    public void Signed(long value) => Varint(Zigzag(value));

    public static int SignedBytes(long value) => VarintBytes(Zigzag(value));

    public void Text(ReadOnlySpan<byte> utf8)
    {
        Varint(utf8.Length);
        Bytes(utf8);
    }

    /// <summary>Forgets what was written from here on.</summary>
    public void Cut(int length) => Length = length;

    /// <summary>Drops the bytes in between, so that what was written at <paramref name="from"/> starts at
    /// <paramref name="at"/>.</summary>
    public void Close(int at, int from)
    {
        _bytes.AsSpan(from, Length - from).CopyTo(_bytes.AsSpan(at));
        Length -= from - at;
    }

    private static ulong Zigzag(long value) => (ulong)((value << 1) ^ (value >> 63));

    private static int VarintBytes(ulong value) => Math.Max(1, (70 - BitOperations.LeadingZeroCount(value)) / 7);

    public byte[] ToArray() => Written.ToArray();
}
