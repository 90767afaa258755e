using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>
/// Moving average convergence–divergence of the close, its signal line and their difference, in price units.
/// First values at row Slow + Signal − 2 in all three.
/// </summary>
/// <remarks>
/// EMA(Fast) − EMA(Slow), signal = EMA(Signal) of it. As in TA-Lib the fast EMA is seeded on the bars that end with
/// the slow seed (14..25 for 12-26), so early rows differ from Ema(12) − Ema(26): by 1e-2 at row 50, 3e-4 at row 75.
/// </remarks>
[Kernel("macd")]
public sealed record Macd(int Fast = 12, int Slow = 26, int Signal = 9) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["macd", "macd_signal", "macd_histogram"];

    public override int Warmup { get; } = AtLeast(AtLeast(1, Fast), Slow) + AtLeast(1, Signal) - 2;

    internal override Series[] Define(SeriesPlan bars)
    {
        Series fast = bars.Close.Ema(Fast, skip: Slow - Fast), slow = bars.Close.Ema(Slow);
        Series[] lines = Series.FollowAll(new Lines(Signal, 2.0 / (Signal + 1)), fast, slow);
        return [.. lines, lines[0] - lines[1]];
    }

    private readonly record struct Lines(int Signal, double Weight) : IRecurrence
    {
        public static int Outputs => 2;

        public int Warmup => Signal - 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<T>(long t, ref Slots<T> state, in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            T line = x[0] - x[1];
            y[0] = line;
            y[1] = SeededMean.Next(ref state.A, line, t, Signal, Weight);
        }
    }
}
