using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>
/// Commodity channel index; ±100 is Lambert's usual band. First value at row Period − 1. Lambert 1980.
/// </summary>
/// <remarks>
/// (TP − mean TP)/(0.015 · mean |TP − mean TP|) over Period bars, TP = (H+L+C)/3; 0 when flat. TA-Lib CCI.
/// </remarks>
[Kernel("cci")]
public sealed record Cci(int Period = 14) : WindowIndicator
{
    public override IReadOnlyList<string> Outputs => ["cci"];

    public override int Width { get; } = AtLeast(2, Period);

    protected override void At(in Bars window, Span<double> row)
    {
        Span<double> typical = stackalloc double[Period];
        for (int i = 0; i < Period; i++) typical[i] = window.TypicalPrice(i);
        double mean = WindowTree.Mean(typical);
        double now = typical[^1] - mean;
        for (int i = 0; i < Period; i++) typical[i] = Math.Abs(typical[i] - mean);
        row[0] = Ratio.OfSpread(now, WindowTree.Mean(typical), mean) * (1 / 0.015);
    }
}
