using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>
/// Commodity channel index; ±100 is Lambert's usual band. First value at row Period − 1. Lambert 1980.
/// </summary>
/// <remarks>
/// (TP − mean TP)/(0.015 · mean |TP − mean TP|) over Period bars, TP = (H+L+C)/3; 0 when flat. TA-Lib CCI.
/// </remarks>
[Kernel("cci")]
public sealed record Cci(int Period = 14) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["cci"];

    public override int Warmup { get; } = AtLeast(2, Period) - 1;

    internal override Series[] Define(SeriesPlan bars)
    {
        Series typical = bars.TypicalPrice();
        Series deviation = typical.MeanDeviation(Period);
        return [Series.Map(new Index(), typical, typical.Mean(Period), deviation)];
    }

    private readonly record struct Index : IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            T typical = x[0], mean = x[1], deviation = x[2];
            y[0] = Ratio.OfSpread(typical - mean, deviation, mean) * (1 / 0.015);
        }
    }
}
