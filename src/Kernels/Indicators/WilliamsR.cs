using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>Williams %R, −100 to 0. First value at row Period − 1.</summary>
/// <remarks>100·(C − HH)/(HH − LL) over Period bars, 0 without a range. TA-Lib WILLR.</remarks>
[Kernel("williams_r")]
public sealed record WilliamsR(int Period = 14) : WindowIndicator
{
    public override IReadOnlyList<string> Outputs => ["williams_r"];

    public override int Width { get; } = AtLeast(2, Period);

    protected override void At(in Bars window, Span<double> row)
    {
        double high = WindowTree.Max(window.High);
        row[0] = Ratio.Of(100 * (window.Close[^1] - high), high - WindowTree.Min(window.Low));
    }
}
