using System.Buffers.Binary;
using System.Numerics;

namespace Tauric.Engine.Columnar;

/// <summary>Arrow bitmaps: bit <c>i</c> is bit <c>i % 8</c>, least significant first, of byte <c>i / 8</c>.</summary>
public static class Bitmap
{
    public static int BytesFor(long bits) => checked((int)((bits + 7) / 8));

    public static bool Get(ReadOnlySpan<byte> bits, int index) => (bits[index >> 3] & (1 << (index & 7))) != 0;

    public static void Set(Span<byte> bits, int index) => bits[index >> 3] |= (byte)(1 << (index & 7));

    /// <summary>Set bits among <paramref name="length"/> bits from <paramref name="offset"/>.</summary>
    public static int CountSet(ReadOnlySpan<byte> bits, int offset, int length)
    {
        int count = 0;
        long at = offset, end = (long)offset + length;
        for (; at < end && (at & 7) != 0; at++) count += Get(bits, (int)at) ? 1 : 0;
        for (; at + 64 <= end; at += 64)
            count += BitOperations.PopCount(BinaryPrimitives.ReadUInt64LittleEndian(bits[(int)(at >> 3)..]));
        for (; at < end; at++) count += Get(bits, (int)at) ? 1 : 0;
        return count;
    }

    /// <summary>Copies bits so that bit <paramref name="offset"/> becomes bit 0; the bits after the last become
    /// 0.</summary>
    public static void CopyTo(ReadOnlySpan<byte> bits, int offset, int length, Span<byte> target)
    {
        int bytes = BytesFor(length), shift = offset & 7;
        bits = bits[(offset >> 3)..];
        if (shift == 0) bits[..bytes].CopyTo(target);
        for (int i = 0; shift != 0 && i < bytes; i++)
        {
            int next = i + 1 < bits.Length ? bits[i + 1] : 0;
            target[i] = (byte)((bits[i] >> shift) | (next << (8 - shift)));
        }

        if ((length & 7) != 0) target[length >> 3] &= (byte)((1 << (length & 7)) - 1);
    }
}
