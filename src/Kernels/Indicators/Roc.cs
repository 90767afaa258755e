using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>Rate of change of the close over Period bars, in percent. First value at row Period.</summary>
/// <remarks>100·(C − C')/C', C' the close Period bars ago; 0 when that is 0. TA-Lib ROC.</remarks>
[Kernel("roc")]
public sealed record Roc(int Period = 12) : WindowIndicator
{
    public override IReadOnlyList<string> Outputs => ["roc"];

    public override int Width { get; } = AtLeast(1, Period) + 1;

    protected override void At(in Bars window, Span<double> row) =>
        row[0] = Ratio.Of(100 * (window.Close[^1] - window.Close[0]), window.Close[0]);
}
