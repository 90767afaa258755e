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
        mask.Clear();
        long[] others = Words.Rent(values.Length);
        int count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] == run.Usual) continue;
            Bitmap.Set(mask, i);
            others[count++] = values[i];
        }

        Words.Write(others.AsSpan(0, count), run.AreDoubles, output, run.Depth + 1);
        Words.Return(others);
        return true;
    }

    public void Read(ref ByteCursor from, Span<long> values, int depth)
    {
        long usual = from.Signed();
        ReadOnlySpan<byte> mask = from.Bytes(Bitmap.BytesFor(values.Length));
        int count = Bitmap.CountSet(mask, 0, values.Length);
        long[] others = Words.Rent(count);
        try
        {
            Words.Read(ref from, others.AsSpan(0, count), depth + 1);
            for (int i = 0, next = 0; i < values.Length; i++)
                values[i] = Bitmap.Get(mask, i) ? others[next++] : usual;
        }
        finally
        {
            Words.Return(others);
        }
    }
}
