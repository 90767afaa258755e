using System.Buffers.Binary;
using System.Numerics;

namespace Tauric.Adapters.Frames;

/// <summary>
/// Frame of reference: the smallest value, then what each has above it in as many bits as the largest needs. A constant
/// takes none.
/// </summary>
internal sealed class PackedWords : IWordScheme
{
    public bool TryWrite(ReadOnlySpan<long> values, in WordRun run, ByteOutput output)
    {
        output.Signed(run.Min);
        int bits = Bits(run.Min, run.Max);
        output.Byte(bits);
        Pack(values, run.Min, bits, output.Take(BytesFor(values.Length, bits)));
        return true;
    }

    public void Read(ref ByteCursor from, Span<long> values, int depth)
    {
        long min = from.Signed();
        int bits = from.Byte();
        if (bits > 64) throw from.Fault($"{bits} bits a value");
        Unpack(from.Bytes(((long)values.Length * bits + 7) / 8), min, bits, values);
    }

    public static int Bits(long min, long max) => 64 - BitOperations.LeadingZeroCount(unchecked((ulong)(max - min)));

    /// <summary>What writing takes.</summary>
    public static int BytesFor(int values, in WordRun run) =>
        ByteOutput.SignedBytes(run.Min) + 1 + BytesFor(values, Bits(run.Min, run.Max));

    private static int BytesFor(int values, int bits) => checked((int)(((long)values * bits + 7) / 8));

    private static void Pack(ReadOnlySpan<long> values, long min, int bits, Span<byte> target)
    {
        if (bits == 0) return;
        ulong pending = 0;
        int used = 0, at = 0;
        foreach (long value in values)
        {
            ulong above = unchecked((ulong)(value - min));
            pending |= above << used;
            used += bits;
            if (used < 64) continue;
            BinaryPrimitives.WriteUInt64LittleEndian(target[at..], pending);
            at += 8;
            used -= 64;
            pending = used == 0 ? 0 : above >> (bits - used);
        }

        for (; used > 0; used -= 8, pending >>= 8) target[at++] = (byte)pending;
    }

    private static void Unpack(ReadOnlySpan<byte> packed, long min, int bits, Span<long> values)
    {
        if (bits == 0)
        {
            values.Fill(min);
            return;
        }

        ulong mask = bits == 64 ? ulong.MaxValue : (1UL << bits) - 1;
        int row = 0;
        long bit = 0;
        // Nine bytes may hold a value; the last values have no nine bytes behind them.
        for (; row < values.Length && (bit >> 3) + 9 <= packed.Length; row++, bit += bits)
        {
            int at = (int)(bit >> 3), shift = (int)(bit & 7);
            ulong low = BinaryPrimitives.ReadUInt64LittleEndian(packed[at..]) >> shift;
            ulong high = shift == 0 ? 0 : (ulong)packed[at + 8] << (64 - shift);
            values[row] = unchecked(min + (long)((low | high) & mask));
        }

        Span<byte> tail = stackalloc byte[32];
        for (; row < values.Length; row++, bit += bits)
        {
            int at = (int)(bit >> 3), shift = (int)(bit & 7);
            tail.Clear();
            packed[at..].CopyTo(tail);
            UInt128 window = BinaryPrimitives.ReadUInt128LittleEndian(tail) >> shift;
            values[row] = unchecked(min + (long)((ulong)window & mask));
        }
    }
}
