using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Indicators;

/// <summary>Fast stochastic oscillator %K and %D, 0 to 100. First values at row Period + Smoothing − 2.</summary>
/// <remarks>
/// %K = 100·(C − LL)/(HH − LL) over Period bars, 0 without a range; %D its mean of Smoothing rows. TA-Lib STOCHF with
/// a simple mean: 5-3 there, 14-3 here. Both start together, as there.
/// </remarks>
[Kernel("stoch_fast")]
public sealed record FastStochastic(int Period = 14, int Smoothing = 3) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["stoch_fast_k", "stoch_fast_d"];

    public override int Warmup { get; } = AtLeast(1, Period) + AtLeast(1, Smoothing) - 2;

    internal override Series[] Define(SeriesPlan bars)
    {
        Series fast = Stochastic.FastK(bars, Period);
        return [fast, fast.Mean(Smoothing)];
    }
}
