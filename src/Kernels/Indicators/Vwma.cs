using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Indicators;

/// <summary>Volume-weighted moving average of the close, in price units. First value at row Period − 1.</summary>
/// <remarks>Σ C·V / Σ V over Period bars; the plain mean when nothing traded, because 0 is not a price.</remarks>
[Kernel("vwma")]
public sealed record Vwma(int Period = 14) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["vwma"];

    public override int Warmup { get; } = AtLeast(1, Period) - 1;

    internal override Series[] Define(SeriesPlan bars) => [Weigh(bars.Close, bars.Volume, Period)];

    internal static Series Weigh(Series price, Series volume, int period) => Series.Map(
        new Weighted(), (price * volume).Sum(period), volume.Sum(period), price.Mean(period));

    private readonly record struct Weighted : IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            T traded = x[0], volume = x[1], mean = x[2];
            y[0] = T.IfEqual(volume, 0, mean, traded / volume);
        }
    }
}
