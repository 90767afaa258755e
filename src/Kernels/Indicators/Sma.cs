using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Indicators;

/// <summary>Simple moving average. Unit of its column; first value at row Period − 1.</summary>
/// <remarks>y = (1/Period) · Σ x over the last Period bars. TA-Lib SMA.</remarks>
[Kernel("sma")]
public sealed record Sma(int Period = 20, BarColumn Of = BarColumn.Close) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["sma"];

    public override int Warmup { get; } = AtLeast(1, Period) - 1;

    internal override Series[] Define(SeriesPlan bars) => [bars[Of].Mean(Period)];
}
