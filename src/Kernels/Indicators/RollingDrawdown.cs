using Tauric.Kernels.Lanes;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>
/// How far the close is below its highest of Period bars: a fraction, 0 to −1. First value at row Period − 1.
/// </summary>
/// <remarks>
/// (C − P)/P, P the highest close of the window, this bar included; 0 when that is 0. 252 daily bars are a year.
/// </remarks>
[Kernel("drawdown_rolling")]
public sealed record RollingDrawdown(int Period = 252) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["drawdown_rolling"];

    public override int Warmup { get; } = AtLeast(1, Period) - 1;

    internal override Series[] Define(SeriesPlan bars) =>
        [Series.Map(new Fall(), bars.Close, bars.Close.Highest(Period))];

    private readonly record struct Fall : IPointwise
    {
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T> => y[0] = Ratio.Of(x[0] - x[1], x[1]);
    }
}
