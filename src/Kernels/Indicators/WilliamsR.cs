using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>Williams %R, −100 to 0. First value at row Period − 1.</summary>
/// <remarks>100·(C − HH)/(HH − LL) over Period bars, 0 without a range. TA-Lib WILLR.</remarks>
[Kernel("williams_r")]
public sealed record WilliamsR(int Period = 14) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["williams_r"];

    public override int Warmup { get; } = AtLeast(2, Period) - 1;

    internal override Series[] Define(SeriesPlan bars) =>
        [Series.Map(new Place(), bars.Close, bars.High.Highest(Period), bars.Low.Lowest(Period))];

    private readonly record struct Place : IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            T close = x[0], high = x[1], low = x[2];
            y[0] = Ratio.Of((close - high) * 100, high - low);
        }
    }
}
