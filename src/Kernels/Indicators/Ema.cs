using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>Exponential moving average. Unit of its column; first value at row Period − 1.</summary>
/// <remarks>Seed: mean of the first Period values; then y ← fma(1−a, y, a·x), a = 2/(Period+1). TA-Lib EMA.</remarks>
[Kernel("ema")]
public sealed record Ema(int Period = 12, BarColumn Of = BarColumn.Close) : Indicator<SeededMean>
{
    public override IReadOnlyList<string> Outputs => ["ema"];

    public override int Width => 1;

    public override int Warmup { get; } = AtLeast(1, Period) - 1;

    public override void Step(ref SeededMean state, in Bars window, Span<double> row) =>
        row[0] = state.Ema(window[Of][^1], Period);
}
