namespace Tauric.Adapters.Frames;

/// <summary>
/// The smallest value, a unit, and how many units each value has above the smallest: minutes of which some lack.
/// </summary>
internal sealed class GridWords : IWordScheme
{
    public bool TryWrite(ReadOnlySpan<long> values, in WordRun run, ByteOutput output)
    {
        if (run.AreDoubles || !run.MayNest || UnitOf(values, run.Min) is not (> 1 and var unit)) return false;
        long[] multiples = Words.Rent(values.Length);
        for (int i = 0; i < values.Length; i++) multiples[i] = (long)(Above(values[i], run.Min) / unit);
        output.Signed(run.Min);
        output.Varint(unit);
        Words.Write(multiples.AsSpan(0, values.Length), areDoubles: false, output, run.Depth + 1);
        Words.Return(multiples);
        return true;
    }

    public void Read(ref ByteCursor from, Span<long> values, int depth)
    {
        long min = from.Signed(), unit = unchecked((long)from.Varint());
        Words.Read(ref from, values, depth + 1);
        foreach (ref long value in values) value = unchecked(min + (value * unit));
    }

    private static ulong Above(long value, long min) => unchecked((ulong)(value - min));

    /// <summary>Greatest common divisor of what the values have above the smallest.</summary>
    private static ulong UnitOf(ReadOnlySpan<long> values, long min)
    {
        ulong unit = 0;
        foreach (long value in values)
        {
            for (ulong rest = Above(value, min); rest != 0; (unit, rest) = (rest, unit % rest)) { }
            if (unit == 1) return 1;
        }

        return unit;
    }
}
