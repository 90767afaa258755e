using Tauric.Kernels.Lanes;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>
/// Change of the close over Period bars as a fraction of the older: 0.01 is one percent. First value at row Period.
/// </summary>
/// <remarks>(C − C')/C', C' the close Period bars ago; 0 when that is 0. TA-Lib ROCP.</remarks>
[Kernel("return")]
public sealed record SimpleReturn(int Period = 1) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["return"];

    public override int Warmup { get; } = AtLeast(1, Period);

    internal override Series[] Define(SeriesPlan bars) =>
        [Series.Map(new Change(), bars.Close, bars.Close.Back(Period))];

    private readonly record struct Change : IPointwise
    {
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T> => y[0] = Ratio.Of(x[0] - x[1], x[1]);
    }
}
