using System.Buffers;
using System.Buffers.Binary;

namespace Tauric.Adapters.Log;

/// <summary>
/// A record as it lies in a segment, little endian: length of what follows the checksum (4), CRC-32C of that (4),
/// sequence (8), received (8), place in its commit group (4), number of keys (4), keys (16 each), payload.
/// </summary>
internal readonly struct LogFrame
{
    public const int HeadBytes = 32;

    /// <summary>More is damage, not a record.</summary>
    public const int BytesMax = 64 << 20;

    private const int ChecksumAt = 4, CheckedAt = 8, KeyBytes = 16, KeysMax = 16;

    private readonly ReadOnlyMemory<byte> _bytes;

    private LogFrame(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    public long Sequence => BinaryPrimitives.ReadInt64LittleEndian(_bytes.Span[8..]);

    /// <summary>UTC microseconds.</summary>
    public long Received => BinaryPrimitives.ReadInt64LittleEndian(_bytes.Span[16..]);

    /// <summary>The group was written and made durable as one; its first record is 0.</summary>
    public int InGroup => BinaryPrimitives.ReadInt32LittleEndian(_bytes.Span[24..]);

    public int KeyCount => BinaryPrimitives.ReadInt32LittleEndian(_bytes.Span[28..]);

    public ReadOnlyMemory<byte> Payload => _bytes[(HeadBytes + (KeyBytes * KeyCount))..];

    /// <summary>The whole frame.</summary>
    public int Bytes => _bytes.Length;

    public UInt128 Key(int index) =>
        BinaryPrimitives.ReadUInt128LittleEndian(_bytes.Span[(HeadBytes + (KeyBytes * index))..]);

    public static int BytesOf(int keys, int payload) => HeadBytes + (KeyBytes * keys) + payload;

    public static void Write(IBufferWriter<byte> target, long sequence, long received, int inGroup,
        ReadOnlySpan<UInt128> keys, ReadOnlySpan<byte> payload)
    {
        int length = BytesOf(keys.Length, payload.Length);
        Span<byte> frame = target.GetSpan(length)[..length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, length - CheckedAt);
        BinaryPrimitives.WriteInt64LittleEndian(frame[8..], sequence);
        BinaryPrimitives.WriteInt64LittleEndian(frame[16..], received);
        BinaryPrimitives.WriteInt32LittleEndian(frame[24..], inGroup);
        BinaryPrimitives.WriteInt32LittleEndian(frame[28..], keys.Length);
        for (int i = 0; i < keys.Length; i++)
            BinaryPrimitives.WriteUInt128LittleEndian(frame[(HeadBytes + (KeyBytes * i))..], keys[i]);
        payload.CopyTo(frame[^payload.Length..]);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[ChecksumAt..], Crc32C.Of(frame[CheckedAt..]));
        target.Advance(length);
    }

    /// <summary>Bytes of the frame that starts here, as its head says; 0 when no frame can.</summary>
    /// <param name="head">At least 4 bytes.</param>
    public static int BytesOf(ReadOnlySpan<byte> head)
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(head);
        return length is >= HeadBytes - CheckedAt and <= BytesMax - CheckedAt ? length + CheckedAt : 0;
    }

    /// <param name="bytes">As many as <see cref="BytesOf(ReadOnlySpan{byte})"/> said.</param>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, out LogFrame frame)
    {
        frame = new LogFrame(bytes);
        // What is cheap to see comes first: damage is searched byte by byte.
        return frame.KeyCount is >= 0 and <= KeysMax && frame.InGroup is >= 0 and <= BytesMax
            && BytesOf(frame.KeyCount, 0) <= bytes.Length
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[ChecksumAt..]) == Crc32C.Of(bytes.Span[CheckedAt..]);
    }
}
