using System.Numerics;

namespace Tauric.Adapters.Frames;

/// <summary>What the schemes want to know of a run before they try.</summary>
/// <param name="Min">As signed values.</param>
/// <param name="StepMin">Smallest difference of neighbours, wrapped.</param>
/// <param name="Usual">0 where an eighth or more of the values is; else what a sample has most of.</param>
/// <param name="UsualCount">How often it is there; 0 when the sample has nothing often.</param>
internal readonly record struct WordRun(
    int Depth, bool AreDoubles, long Min, long Max, long StepMin, long StepMax, long Usual, int UsualCount)
{
    private const int SampleSize = 16;
    private const int SampleOften = 4;

    public bool IsConstant => Min == Max;

    /// <summary>May it hold runs that are more than packed?</summary>
    public bool MayNest => Depth < Words.DepthMax - 1;

    public static WordRun Of(ReadOnlySpan<long> values, bool areDoubles, int depth)
    {
        if (values.IsEmpty) return new WordRun(depth, areDoubles, 0, 0, 0, 0, 0, 0);
        (long min, long max) = Ends(values, stride: 0);
        if (min == max) return new WordRun(depth, areDoubles, min, max, 0, 0, min, values.Length);
        (long stepMin, long stepMax) = Ends(values, stride: 1);
        int zeros = values.Count(0);
        if (zeros >= (values.Length + 7) / 8)
            return new WordRun(depth, areDoubles, min, max, stepMin, stepMax, 0, zeros);
        long often = Often(values, out int sampled);
        int count = sampled >= SampleOften ? values.Count(often) : 0;
        return new WordRun(depth, areDoubles, min, max, stepMin, stepMax, often, count);
    }

    /// <summary>Smallest and largest value, or with a stride of 1 difference to the value before.</summary>
    private static (long Min, long Max) Ends(ReadOnlySpan<long> values, int stride)
    {
        ReadOnlySpan<long> before = values[..^stride];
        values = values[stride..];
        if (values.IsEmpty) return (0, 0);
        long At(ReadOnlySpan<long> v, ReadOnlySpan<long> b, int i) => stride == 0 ? v[i] : unchecked(v[i] - b[i]);
        long min = At(values, before, 0), max = min;
        int row = 0;
        if (values.Length >= Vector<long>.Count)
        {
            Vector<long> low = new(min), high = low;
            for (; row <= values.Length - Vector<long>.Count; row += Vector<long>.Count)
            {
                var next = new Vector<long>(values[row..]);
                if (stride > 0) next -= new Vector<long>(before[row..]);
                (low, high) = (Vector.Min(low, next), Vector.Max(high, next));
            }

            for (int i = 0; i < Vector<long>.Count; i++) (min, max) = (Math.Min(min, low[i]), Math.Max(max, high[i]));
        }

        for (; row < values.Length; row++)
        {
            long next = At(values, before, row);
            (min, max) = (Math.Min(min, next), Math.Max(max, next));
        }

        return (min, max);
    }

    private static long Often(ReadOnlySpan<long> values, out int sampled)
    {
        Span<long> sample = stackalloc long[SampleSize];
        for (int i = 0; i < SampleSize; i++) sample[i] = values[(int)((long)i * values.Length / SampleSize)];
        long often = sample[0];
        sampled = 0;
        foreach (long value in sample)
        {
            int count = sample.Count(value);
            if (count > sampled) (often, sampled) = (value, count);
        }

        return often;
    }
}
