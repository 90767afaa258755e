using Tauric.Kernels.Lanes;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>
/// Natural logarithm of the close over the close Period bars ago; adds up over time. First value at row Period.
/// </summary>
/// <remarks>ln(C/C'), 0 where either is not positive and has no logarithm.</remarks>
[Kernel("log_return")]
public sealed record LogReturn(int Period = 1) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["log_return"];

    public override int Warmup { get; } = AtLeast(1, Period);

    internal override Series[] Define(SeriesPlan bars) => [Between(bars.Close.Back(Period), bars.Close)];

    /// <summary>ln(now/before), 0 where either is not positive.</summary>
    internal static Series Between(Series before, Series now) => Series.Map(new LogRatio(), now, before);

    private readonly record struct LogRatio : IPointwise
    {
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            T now = x[0], before = x[1];
            T log = Elementary.Log(now / before);
            y[0] = T.IfGreater(now, 0, T.IfGreater(before, 0, log, 0), 0);
        }
    }
}
