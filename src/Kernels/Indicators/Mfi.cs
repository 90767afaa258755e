using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>Money flow index, 0 to 100. First value at row Period. Quong and Soudack 1989.</summary>
/// <remarks>
/// 100·P/(P+N): P and N sum TP·volume over the last Period bars whose TP = (H+L+C)/3 rose, or fell, against the bar
/// before. 0 without any flow. TA-Lib MFI.
/// </remarks>
[Kernel("mfi")]
public sealed record Mfi(int Period = 14) : WindowIndicator
{
    public override IReadOnlyList<string> Outputs => ["mfi"];

    public override int Width { get; } = AtLeast(1, Period) + 1;

    protected override void At(in Bars window, Span<double> row)
    {
        Span<double> rising = stackalloc double[Period];
        Span<double> falling = stackalloc double[Period];
        double before = window.TypicalPrice(0);
        for (int i = 0; i < Period; i++)
        {
            double typical = window.TypicalPrice(i + 1);
            double flow = typical * window.Volume[i + 1];
            rising[i] = typical > before ? flow : 0;
            falling[i] = typical < before ? flow : 0;
            before = typical;
        }

        double positive = WindowTree.Sum(rising);
        row[0] = Ratio.Of(100 * positive, positive + WindowTree.Sum(falling));
    }
}
