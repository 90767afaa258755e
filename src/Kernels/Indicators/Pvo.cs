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
        Series line = Series.Map(new Excess(), fast, slow), signal = line.Ema(Signal);
        return [line, signal, line - signal];
    }

    private readonly record struct Excess : IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T> => y[0] = Ratio.Of((x[0] - x[1]) * 100, x[1]);
    }
}
