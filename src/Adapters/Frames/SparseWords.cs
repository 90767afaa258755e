using System.Numerics;
using Tauric.Engine.Columnar;

namespace Tauric.Adapters.Frames;

/// <summary>The usual value once, a bit a value that says where another stands, and the others: memberships are mostly
/// 0.</summary>
internal sealed class SparseWords : IWordScheme
{
    public bool TryWrite(ReadOnlySpan<long> values, in WordRun run, ByteOutput output)
    {
        if (!run.MayNest || run.UsualCount < (values.Length + 7) / 8 || run.IsConstant) return false;
        output.Signed(run.Usual);
        Span<byte> mask = output.Take(Bitmap.BytesFor(values.Length));
        long[] others = Words.Rent(values.Length + 1);
        int count = 0;
        for (int at = 0; at < mask.Length; at++)
        {
            ReadOnlySpan<long> eight = values[(8 * at)..Math.Min(values.Length, 8 * (at + 1))];
            int bits = 0;
            for (int i = 0; i < eight.Length; i++)
            {
                int other = eight[i] != run.Usual ? 1 : 0;   // Without a branch: which it is is anyone's guess.
                others[count] = eight[i];
                count += other;
                bits |= other << i;
            }

            mask[at] = (byte)bits;
        }

        Words.Write(others.AsSpan(0, count), run.AreDoubles, output, run.Depth + 1);
        Words.Return(others);
        return true;
    }

    public void Read(ref ByteCursor from, Span<long> values, int depth)
    {
        long usual = from.Signed();
        ReadOnlySpan<byte> mask = from.Bytes(Bitmap.BytesFor(values.Length));
        int count = Bitmap.CountSet(mask, 0, values.Length), beyond = values.Length & 7;
        if (beyond != 0 && mask[^1] >> beyond != 0) throw from.Fault("a mask is longer than its rows");
        long[] others = Words.Rent(count);
        try
        {
            Words.Read(ref from, others.AsSpan(0, count), depth + 1);
            values.Fill(usual);
            for (int at = 0, next = 0; at < mask.Length; at++)
                for (int bits = mask[at]; bits != 0 && next < count; bits &= bits - 1)
                    values[(8 * at) + BitOperations.TrailingZeroCount(bits)] = others[next++];
        }
        finally
        {
            Words.Return(others);
        }
    }
}
