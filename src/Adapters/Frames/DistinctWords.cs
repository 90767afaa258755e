namespace Tauric.Adapters.Frames;

/// <summary>A dictionary: few values that come again, in the order they first come, and which one each is.</summary>
internal sealed class DistinctWords : IWordScheme
{
    private const int DistinctMax = 256;
    private const int Slots = 1024;

    public bool TryWrite(ReadOnlySpan<long> values, in WordRun run, ByteOutput output)
    {
        if (!run.MayNest || values.Length < 16 || PackedWords.Bits(run.Min, run.Max) <= 8) return false;
        long[] distinct = Words.Rent(DistinctMax), indices = Words.Rent(values.Length);
        int count = Index(values, distinct, indices);
        if (count > 0)
        {
            output.Varint(count);
            Words.Write(distinct.AsSpan(0, count), run.AreDoubles, output, run.Depth + 1);
            Words.Write(indices.AsSpan(0, values.Length), areDoubles: false, output, run.Depth + 1);
        }

        Words.Return(distinct);
        Words.Return(indices);
        return count > 0;
    }

    public void Read(ref ByteCursor from, Span<long> values, int depth)
    {
        int count = from.Count(DistinctMax);
        long[] distinct = Words.Rent(count);
        try
        {
            Words.Read(ref from, distinct.AsSpan(0, count), depth + 1);
            Words.Read(ref from, values, depth + 1);
            foreach (ref long value in values)
            {
                if ((ulong)value >= (ulong)count) throw from.Fault($"value {value} of {count}");
                value = distinct[value];
            }
        }
        finally
        {
            Words.Return(distinct);
        }
    }

    /// <returns>How many there are; 0 when there are too many for it to pay.</returns>
    private static int Index(ReadOnlySpan<long> values, Span<long> distinct, Span<long> indices)
    {
        int most = Math.Min(DistinctMax, values.Length / 4), count = 0;
        Span<short> slots = stackalloc short[Slots];   // 1 + index; 0 is free.
        slots.Clear();
        for (int i = 0; i < values.Length; i++)
        {
            int slot = (int)(((ulong)values[i] * 0x9E3779B97F4A7C15) >> 54);
            while (slots[slot] != 0 && distinct[slots[slot] - 1] != values[i]) slot = (slot + 1) % Slots;
            if (slots[slot] == 0)
            {
                if (count == most) return 0;
                distinct[count++] = values[i];
                slots[slot] = (short)count;
            }

            indices[i] = slots[slot] - 1;
        }

        return count;
    }
}
