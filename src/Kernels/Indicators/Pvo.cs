using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>
/// Percentage volume oscillator, its signal line and their difference, in percent. First values at row
/// Slow + Signal − 2 in all three.
/// </summary>
/// <remarks>
/// 100·(EMA(Fast) − EMA(Slow))/EMA(Slow) of volume, seeded like <see cref="Macd"/>; 0 without volume.
/// Not in TA-Lib; definition as in StockCharts ChartSchool.
/// </remarks>
[Kernel("pvo")]
public sealed record Pvo(int Fast = 12, int Slow = 26, int Signal = 9) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["pvo", "pvo_signal", "pvo_histogram"];

    public override int Warmup { get; } = AtLeast(AtLeast(1, Fast), Slow) + AtLeast(1, Signal) - 2;

    internal override Series[] Define(SeriesPlan bars)
    {
        Series fast = bars.Volume.Ema(Fast, skip: Slow - Fast), slow = bars.Volume.Ema(Slow);
        Series[] lines = Series.FollowAll(new Lines(Signal, 2.0 / (Signal + 1)), fast, slow);
        return [.. lines, lines[0] - lines[1]];
    }

    private readonly record struct Lines(int Signal, double Weight) : IRecurrence
    {
        public static int Outputs => 2;

        public int Warmup => Signal - 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<T>(long t, ref Slots<T> state, Row<T> x, Row<T> y)
            where T : struct, ILane<T>
        {
            T fast = x[0], slow = x[1], line = Ratio.Of((fast - slow) * 100, slow);
            y[0] = line;
            y[1] = SeededMean.Next(ref state.A, line, t, Signal, Weight);
        }
    }
}
