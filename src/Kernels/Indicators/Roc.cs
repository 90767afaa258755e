using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>Rate of change of the close over Period bars, in percent. First value at row Period.</summary>
/// <remarks>100·(C − C')/C', C' the close Period bars ago; 0 when that is 0. TA-Lib ROC.</remarks>
[Kernel("roc")]
public sealed record Roc(int Period = 12) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["roc"];

    public override int Warmup { get; } = AtLeast(1, Period);

    internal override Series[] Define(SeriesPlan bars) =>
        [Series.Map(new Change(), bars.Close, bars.Close.Back(Period))];

    private readonly record struct Change : IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T> => y[0] = Ratio.Of((x[0] - x[1]) * 100, x[1]);
    }
}
