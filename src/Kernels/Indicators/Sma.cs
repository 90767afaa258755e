using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>Simple moving average. Unit of its column; first value at row Period − 1.</summary>
/// <remarks>y = (1/Period) · Σ x over the last Period bars. TA-Lib SMA.</remarks>
[Kernel("sma")]
public sealed record Sma(int Period = 20, BarColumn Of = BarColumn.Close) : WindowIndicator
{
    public override IReadOnlyList<string> Outputs => ["sma"];

    public override int Width { get; } = AtLeast(1, Period);

    protected override void At(in Bars window, Span<double> row) => row[0] = WindowTree.Mean(window[Of]);
}
