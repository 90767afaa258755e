namespace Tauric.Adapters.Frames;

/// <summary>What the schemes want to know of a run before they try.</summary>
/// <param name="Min">As signed values.</param>
/// <param name="StepMin">Smallest difference of neighbours, wrapped.</param>
/// <param name="Usual">0 where an eighth or more of the values is; else the one that most are, if any.</param>
/// <param name="UsualCount">How often it is there.</param>
internal readonly record struct WordRun(
    int Depth, bool AreDoubles, long Min, long Max, long StepMin, long StepMax, long Usual, int UsualCount)
{
    /// <summary>Bytes of the best so far: what is sure to be longer need not be written.</summary>
    public int BytesMax { get; init; } = int.MaxValue;

    public bool IsConstant => Min == Max;

    /// <summary>May it hold runs that are more than packed?</summary>
    public bool MayNest => Depth < Words.DepthMax - 1;

    public static WordRun Of(ReadOnlySpan<long> values, bool areDoubles, int depth)
    {
        if (values.IsEmpty) return new WordRun(depth, areDoubles, 0, 0, 0, 0, 0, 0);
        long min = values[0], max = min, stepMin = long.MaxValue, stepMax = long.MinValue, before = min;
        long candidate = min;
        int votes = 0, zeros = 0;
        foreach (long value in values)
        {
            min = Math.Min(min, value);
            max = Math.Max(max, value);
            zeros += value == 0 ? 1 : 0;
            if (votes == 0) candidate = value;
            votes += value == candidate ? 1 : -1;   // Boyer and Moore's majority vote.
        }

        foreach (long value in values[1..])
        {
            long step = unchecked(value - before);
            before = value;
            stepMin = Math.Min(stepMin, step);
            stepMax = Math.Max(stepMax, step);
        }

        bool zero = zeros >= (values.Length + 7) / 8;
        int usual = zero ? zeros : votes > 0 ? values.Count(candidate) : 0;
        return new WordRun(depth, areDoubles, min, max, stepMin, stepMax, zero ? 0 : candidate, usual);
    }
}
