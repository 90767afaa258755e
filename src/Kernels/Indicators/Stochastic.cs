using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;
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
public sealed record Stochastic(int Period = 14, int Slowing = 3, int Smoothing = 3) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["stoch_k", "stoch_d"];

    public override int Warmup { get; } = AtLeast(1, Period) + AtLeast(1, Slowing) + AtLeast(1, Smoothing) - 3;

    internal override Series[] Define(SeriesPlan bars)
    {
        Series slow = FastK(bars, Period).Mean(Slowing);
        return [slow, slow.Mean(Smoothing)];
    }

    /// <summary>Where the close stands in the range of the last bars, 0 to 100.</summary>
    internal static Series FastK(SeriesPlan bars, int period) =>
        Series.Map(new Place(), bars.Close, bars.High.Highest(period), bars.Low.Lowest(period));

    private readonly record struct Place : IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            T close = x[0], high = x[1], low = x[2];
            y[0] = Ratio.Of((close - low) * 100, high - low);
        }
    }
}
