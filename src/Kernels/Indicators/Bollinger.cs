using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>Bollinger bands of the close, in price units. First values at row Period − 1.</summary>
/// <remarks>
/// Mean ± Deviations · population standard deviation (÷ Period) over Period bars. TA-Lib BBANDS; pandas' <c>std</c>
/// divides by Period − 1 and gives wider bands.
/// </remarks>
[Kernel("bollinger")]
public sealed record Bollinger(int Period = 20, double Deviations = 2) : WindowIndicator
{
    public override IReadOnlyList<string> Outputs => ["bollinger_upper", "bollinger_middle", "bollinger_lower"];

    public override int Width { get; } = AtLeast(2, Period);

    protected override void At(in Bars window, Span<double> row)
    {
        Moments moments = WindowTree.Moments(window.Close);
        double deviation = moments.PopulationDeviation;
        row[0] = Math.FusedMultiplyAdd(Deviations, deviation, moments.Mean);
        row[1] = moments.Mean;
        row[2] = Math.FusedMultiplyAdd(-Deviations, deviation, moments.Mean);
    }
}
