using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;
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
public sealed record Adx(int Period = 14) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["adx"];

    public override int Warmup { get; } = (2 * AtLeast(2, Period)) - 1;

    internal override Series[] Define(SeriesPlan bars)
    {
        return [Series.Follow(new Index(Period, 1.0 / Period), DirectionalMovements(bars))];
    }

    /// <summary>Up and down, from row 1 on.</summary>
    internal static Series[] DirectionalMovements(SeriesPlan bars)
    {
        Series high = bars.High, low = bars.Low;
        return Series.MapAll(new Movements(), high - high.Back(1), low.Back(1) - low);
    }

    /// <summary>The larger of the moves up and down, when it is positive.</summary>
    private readonly record struct Movements : IPointwise
    {
        public static int Outputs => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            T up = x[0], down = x[1];
            y[0] = T.IfGreater(up, T.Max(down, 0), up, 0);
            y[1] = T.IfGreater(down, T.Max(up, 0), down, 0);
        }
    }

    private readonly record struct Index(int Period, double Weight) : IRecurrence
    {
        public int Warmup => (2 * Period) - 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<T>(long t, ref Slots<T> state, in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            long before = t + 1 - Period; // Rows with an index before this one.
            double keep = before < 0 ? 1 : 1 - Weight;
            state.A = T.Fma(keep, state.A, x[0] * Weight);
            state.B = T.Fma(keep, state.B, x[1] * Weight);
            if (before < 0) return;
            T index = Ratio.Of(T.Abs(state.A - state.B) * 100, state.A + state.B);
            y[0] = SeededMean.Next(ref state.C, index, before, Period, Weight);
        }
    }
}
