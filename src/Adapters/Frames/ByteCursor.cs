using System.Buffers.Binary;
using System.Text;
using Tauric.Engine;

namespace Tauric.Adapters.Frames;

/// <summary>
/// Reads what <see cref="ByteOutput"/> wrote. Nothing is trusted: whatever does not fit throws a
/// <see cref="DataException"/> that says where.
/// </summary>
internal ref struct ByteCursor(ReadOnlySpan<byte> bytes, string where, long start = 0)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int At { get; private set; }

    public readonly int Left => _bytes.Length - At;

    public ReadOnlySpan<byte> Bytes(long count)
    {
        if (count < 0 || count > Left) throw Fault($"{count} bytes are wanted, {Left} are left");
        At += (int)count;
        return _bytes.Slice(At - (int)count, (int)count);
    }

    public byte Byte() => Bytes(1)[0];

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Bytes(8));

    public UInt128 Hash() => BinaryPrimitives.ReadUInt128LittleEndian(Bytes(16));

    public ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            byte next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw Fault("a number has more than ten bytes");
    }

    /// <summary>A count or an index of at most <paramref name="most"/>.</summary>
    public int Count(long most)
    {
        ulong value = Varint();
        return value <= (ulong)Math.Min(most, int.MaxValue) ? (int)value
            : throw Fault($"{value} is more than the {most} there can be");
    }

    public long Signed()
    {
        ulong value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public string Text()
    {
        ReadOnlySpan<byte> utf8 = Bytes(Count(Left));
        return System.Text.Unicode.Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : throw Fault("no UTF-8");
    }

    /// <summary>Everything must have been read.</summary>
    public readonly void End()
    {
        if (Left > 0) throw Fault($"{Left} bytes too many");
    }

    public readonly DataException Fault(string what) => new($"'{where}' is damaged at byte {start + At}: {what}.");
}
