using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>
/// Average directional index, 0 to 100: how directional, not which way. First value at row 2·Period − 1.
/// </summary>
/// <remarks>
/// Wilder mean of DX = 100·|P − N|/(P + N), P and N smoothed directional movements (the true range cancels); 0 without
/// any movement. As in TA-Lib ADX, P and N are seeded by Period − 1 movements and the first DX is at row Period.
/// Wilder 1978.
/// </remarks>
[Kernel("adx")]
public sealed record Adx(int Period = 14) : Indicator<Adx.State>
{
    public struct State
    {
        internal int Seen; // Movements so far, stops at Period.
        internal double Rising;
        internal double Falling;
        internal SeededMean Index;
    }

    public override IReadOnlyList<string> Outputs => ["adx"];

    public override int Width => 2;

    public override int Warmup { get; } = (2 * AtLeast(2, Period)) - 1;

    public override void Step(ref State state, in Bars window, Span<double> row) =>
        row[0] = Next(ref state, window, Period);

    internal static double Next(ref State state, in Bars window, int period)
    {
        double up = window.High[1] - window.High[0], down = window.Low[0] - window.Low[1];
        if (state.Seen < period) state.Seen++;
        bool seeding = state.Seen < period;
        state.Rising = Smooth(state.Rising, up > 0 && up > down ? up : 0, period, seeding);
        state.Falling = Smooth(state.Falling, down > 0 && down > up ? down : 0, period, seeding);
        if (seeding) return double.NaN;
        double index = Ratio.Of(100 * Math.Abs(state.Rising - state.Falling), state.Rising + state.Falling);
        return state.Index.Wilder(index, period);
    }

    private static double Smooth(double mean, double movement, int period, bool seeding) =>
        Math.FusedMultiplyAdd(seeding ? 1 : 1 - (1.0 / period), mean, 1.0 / period * movement);
}
