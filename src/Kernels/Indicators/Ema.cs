using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Indicators;

/// <summary>Exponential moving average. Unit of its column; first value at row Period − 1.</summary>
/// <remarks>Seed: mean of the first Period values; then y ← fma(1−a, y, a·x), a = 2/(Period+1). TA-Lib EMA.</remarks>
[Kernel("ema")]
public sealed record Ema(int Period = 12, BarColumn Of = BarColumn.Close) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["ema"];

    public override int Warmup { get; } = AtLeast(1, Period) - 1;

    internal override Series[] Define(SeriesPlan bars) => [bars[Of].Ema(Period)];
}
