using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Indicators;

/// <summary>Double exponential moving average. Unit of its column; first value at row 2·Period − 2.</summary>
/// <remarks>
/// 2·E − EMA(E), E the EMA, both seeded by the mean of their first Period values: less lag than E. TA-Lib DEMA.
/// Mulloy 1994.
/// </remarks>
[Kernel("dema")]
public sealed record Dema(int Period = 30, BarColumn Of = BarColumn.Close) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["dema"];

    public override int Warmup { get; } = (2 * AtLeast(1, Period)) - 2;

    internal override Series[] Define(SeriesPlan bars)
    {
        Series once = bars[Of].Ema(Period);
        return [Series.Map(new Corrected(), once, once.Ema(Period))];
    }

    private readonly record struct Corrected : IPointwise
    {
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T> => y[0] = T.Fma(2, x[0], -x[1]);
    }
}
