using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>Relative strength index of the close, 0 to 100. First value at row Period. Wilder 1978.</summary>
/// <remarks>
/// 100·G/(G+L), G and L Wilder means of rises and falls of the close, seeded by their first Period values.
/// 0 while the close has never moved. TA-Lib RSI.
/// </remarks>
[Kernel("rsi")]
public sealed record Rsi(int Period = 14) : Indicator<Rsi.State>
{
    public struct State
    {
        internal SeededMean Gain;
        internal SeededMean Loss;
    }

    public override IReadOnlyList<string> Outputs => ["rsi"];

    public override int Width => 2;

    public override int Warmup { get; } = AtLeast(1, Period);

    public override void Step(ref State state, in Bars window, Span<double> row)
    {
        double change = window.Close[1] - window.Close[0];
        double gain = state.Gain.Wilder(Math.Max(change, 0), Period);
        double loss = state.Loss.Wilder(Math.Max(-change, 0), Period);
        row[0] = Ratio.Of(100 * gain, gain + loss);
    }
}
