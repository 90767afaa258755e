namespace Tauric.Adapters.Frames;

/// <summary>
/// Doubles that are decimals of few places, as integers: 187.44 is 18744 and two places. A double is one when dividing
/// the integer gives back its bits; the others (−0, NaN, infinities, long fractions) are kept beside with their
/// positions. After ALP: Adaptive Lossless Floating-Point Compression, Afroozeh, Kuffo and Boncz, SIGMOD 2023.
/// </summary>
internal sealed class DecimalWords : IWordScheme
{
    private const int SampleSize = 32;
    private const double IntegerMax = 1L << 53;

    private static readonly double[] s_powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];

    public bool TryWrite(ReadOnlySpan<long> values, in WordRun run, ByteOutput output)
    {
        if (!run.AreDoubles || !run.MayNest || values.Length < 4 || Places(values) is not (>= 0 and var places))
            return false;
        long[] integers = Words.Rent(values.Length), positions = Words.Rent(values.Length);
        int exceptions = 0;
        long before = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (TryScale(values[i], s_powers[places], out long integer)) before = integer;
            else positions[exceptions++] = i;
            integers[i] = before;   // In an exception's place, what packs best.
        }

        bool pays = exceptions <= values.Length / 8;
        if (pays)
        {
            output.Byte(places);
            Words.Write(integers.AsSpan(0, values.Length), areDoubles: false, output, run.Depth + 1);
            output.Varint(exceptions);
            Words.Write(positions.AsSpan(0, exceptions), areDoubles: false, output, run.Depth + 1);
            for (int i = 0; i < exceptions; i++) positions[i] = values[(int)positions[i]];
            Words.Write(positions.AsSpan(0, exceptions), areDoubles: false, output, run.Depth + 1);
        }

        Words.Return(integers);
        Words.Return(positions);
        return pays;
    }

    public void Read(ref ByteCursor from, Span<long> values, int depth)
    {
        int places = from.Byte();
        if (places >= s_powers.Length) throw from.Fault($"{places} decimal places");
        double power = s_powers[places];
        Words.Read(ref from, values, depth + 1);
        foreach (ref long value in values) value = BitConverter.DoubleToInt64Bits(value / power);
        int exceptions = from.Count(values.Length);
        long[] positions = Words.Rent(exceptions), bits = Words.Rent(exceptions);
        try
        {
            Words.Read(ref from, positions.AsSpan(0, exceptions), depth + 1);
            Words.Read(ref from, bits.AsSpan(0, exceptions), depth + 1);
            for (int i = 0; i < exceptions; i++)
            {
                if ((ulong)positions[i] >= (ulong)values.Length) throw from.Fault($"position {positions[i]}");
                values[(int)positions[i]] = bits[i];
            }
        }
        finally
        {
            Words.Return(positions);
            Words.Return(bits);
        }
    }

    /// <summary>Fewest places that nine of ten sampled values have; −1 for none.</summary>
    private static int Places(ReadOnlySpan<long> values)
    {
        int stride = Math.Max(1, values.Length / SampleSize), sampled = (values.Length + stride - 1) / stride;
        for (int places = 0; places < s_powers.Length; places++)
        {
            int exact = 0;
            for (int i = 0; i < values.Length; i += stride)
                exact += TryScale(values[i], s_powers[places], out _) ? 1 : 0;
            if (exact * 10 >= sampled * 9) return places;
        }

        return -1;
    }

    private static bool TryScale(long bits, double power, out long integer)
    {
        double value = BitConverter.Int64BitsToDouble(bits), scaled = Math.Round(value * power);
        integer = Math.Abs(scaled) < IntegerMax ? (long)scaled : 0;   // NaN compares false.
        return BitConverter.DoubleToInt64Bits(integer / power) == bits;
    }
}
