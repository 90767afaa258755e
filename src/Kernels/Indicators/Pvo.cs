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
public sealed record Pvo(int Fast = 12, int Slow = 26, int Signal = 9) : Indicator<Macd.State>
{
    public override IReadOnlyList<string> Outputs => ["pvo", "pvo_signal", "pvo_histogram"];

    public override int Width => 1;

    public override int Warmup { get; } = AtLeast(AtLeast(1, Fast), Slow) + AtLeast(1, Signal) - 2;

    public override void Step(ref Macd.State state, in Bars window, Span<double> row)
    {
        (double fast, double slow) = state.Averages(window.Volume[0], Fast, Slow);
        state.Write(Ratio.Of(100 * (fast - slow), slow), Signal, row);
    }
}
