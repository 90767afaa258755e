using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>How many standard deviations the close is from its mean. First value at row Period − 1.</summary>
/// <remarks>Mean and population standard deviation over the last Period bars, this one included; 0 when flat.</remarks>
[Kernel("zscore")]
public sealed record ZScore(int Period = 75) : WindowIndicator
{
    public override IReadOnlyList<string> Outputs => ["zscore"];

    public override int Width { get; } = AtLeast(2, Period);

    protected override void At(in Bars window, Span<double> row)
    {
        Moments moments = WindowTree.Moments(window.Close);
        row[0] = Ratio.OfSpread(window.Close[^1] - moments.Mean, moments.PopulationDeviation, moments.Mean);
    }
}
