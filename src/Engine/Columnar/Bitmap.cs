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
        int end = offset + length;
        for (; offset < end && (offset & 7) != 0; offset++) count += Get(bits, offset) ? 1 : 0;
        for (; offset + 8 <= end; offset += 8) count += BitOperations.PopCount(bits[offset >> 3]);
        for (; offset < end; offset++) count += Get(bits, offset) ? 1 : 0;
        return count;
    }

    /// <summary>Copies bits so that bit <paramref name="offset"/> becomes bit 0.</summary>
    public static void CopyTo(ReadOnlySpan<byte> bits, int offset, int length, Span<byte> target)
    {
        if ((offset & 7) == 0)
        {
            bits.Slice(offset >> 3, BytesFor(length)).CopyTo(target);
            if ((length & 7) != 0) target[length >> 3] &= (byte)((1 << (length & 7)) - 1);
            return;
        }

        for (int i = 0; i < length; i++)
            if (Get(bits, offset + i)) Set(target, i);
    }
}
