using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>
/// Slow stochastic oscillator %K and %D, 0 to 100. First values at row Period + Slowing + Smoothing − 3.
/// </summary>
/// <remarks>
/// Fast %K = 100·(C − LL)/(HH − LL) over Period bars, 0 without a range; %K its mean of Slowing rows, %D the mean of
/// Smoothing rows of %K. TA-Lib STOCH with simple means: 5-3-3 there, 14-3-3 here. Both start together, as there.
/// </remarks>
[Kernel("stoch")]
public sealed record Stochastic(int Period = 14, int Slowing = 3, int Smoothing = 3) : WindowIndicator
{
    public override IReadOnlyList<string> Outputs => ["stoch_k", "stoch_d"];

    public override int Width { get; } = AtLeast(1, Period) + AtLeast(1, Slowing) + AtLeast(1, Smoothing) - 2;

    protected override void At(in Bars window, Span<double> row)
    {
        Span<double> fast = stackalloc double[Slowing + Smoothing - 1];
        Span<double> slow = stackalloc double[Smoothing];
        for (int i = 0; i < fast.Length; i++) fast[i] = FastK(window.Slice(i, Period));
        for (int i = 0; i < slow.Length; i++) slow[i] = WindowTree.Mean(fast.Slice(i, Slowing));
        row[0] = slow[^1];
        row[1] = WindowTree.Mean(slow);
    }

    /// <summary>Where the newest close stands in the range of the window, 0 to 100.</summary>
    internal static double FastK(in Bars window)
    {
        double low = WindowTree.Min(window.Low);
        return Ratio.Of(100 * (window.Close[^1] - low), WindowTree.Max(window.High) - low);
    }
}
