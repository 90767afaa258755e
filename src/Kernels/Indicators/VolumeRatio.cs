using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>
/// Volume of the bar over its simple moving average; 1 is an ordinary bar. First value at row Period − 1.
/// </summary>
/// <remarks>The average includes the bar itself. 0 when nothing traded in the window.</remarks>
[Kernel("volume_ratio")]
public sealed record VolumeRatio(int Period = 20) : WindowIndicator
{
    public override IReadOnlyList<string> Outputs => ["volume_ratio"];

    public override int Width { get; } = AtLeast(1, Period);

    protected override void At(in Bars window, Span<double> row) =>
        row[0] = Ratio.Of(window.Volume[^1], WindowTree.Mean(window.Volume));
}
