namespace Tauric.Adapters.Frames;

/// <summary>The first value and the steps between neighbours, packed: instants a minute apart take no bits.</summary>
internal sealed class DeltaWords : IWordScheme
{
    public bool TryWrite(ReadOnlySpan<long> values, in WordRun run, ByteOutput output)
    {
        if (values.Length < 3 || run.Depth == Words.DepthMax) return false;
        int bits = PackedWords.Bits(run.StepMin, run.StepMax);
        if (bits >= PackedWords.Bits(run.Min, run.Max)) return false;
        long[] steps = Words.Rent(values.Length);
        for (int i = 1; i < values.Length; i++) steps[i - 1] = unchecked(values[i] - values[i - 1]);
        output.Signed(values[0]);
        Words.Write(steps.AsSpan(0, values.Length - 1), areDoubles: false, output, run.Depth + 1);
        Words.Return(steps);
        return true;
    }

    public void Read(ref ByteCursor from, Span<long> values, int depth)
    {
        if (values.IsEmpty) throw from.Fault("no value has steps");
        values[0] = from.Signed();
        Words.Read(ref from, values[1..], depth + 1);
        for (int i = 1; i < values.Length; i++) values[i] = unchecked(values[i] + values[i - 1]);
    }
}
