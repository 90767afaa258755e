using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>
/// Volume of the bar over its simple moving average; 1 is an ordinary bar. First value at row Period − 1.
/// </summary>
/// <remarks>The average includes the bar itself. 0 when nothing traded in the window.</remarks>
[Kernel("volume_ratio")]
public sealed record VolumeRatio(int Period = 20) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["volume_ratio"];

    public override int Warmup { get; } = AtLeast(1, Period) - 1;

    internal override Series[] Define(SeriesPlan bars) =>
        [Series.Map(new Quotient(), bars.Volume, bars.Volume.Mean(Period))];

    private readonly record struct Quotient : IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T> => y[0] = Ratio.Of(x[0], x[1]);
    }
}
