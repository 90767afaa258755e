using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>Volume-weighted moving average of the close, in price units. First value at row Period − 1.</summary>
/// <remarks>Σ C·V / Σ V over Period bars; the plain mean when nothing traded, because 0 is not a price.</remarks>
[Kernel("vwma")]
public sealed record Vwma(int Period = 14) : WindowIndicator
{
    public override IReadOnlyList<string> Outputs => ["vwma"];

    public override int Width { get; } = AtLeast(1, Period);

    protected override void At(in Bars window, Span<double> row)
    {
        Span<double> traded = stackalloc double[Period];
        for (int i = 0; i < Period; i++) traded[i] = window.Close[i] * window.Volume[i];
        double volume = WindowTree.Sum(window.Volume);
        row[0] = volume == 0 ? WindowTree.Mean(window.Close) : WindowTree.Sum(traded) / volume;
    }
}
