using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>Money flow index, 0 to 100. First value at row Period. Quong and Soudack 1989.</summary>
/// <remarks>
/// 100·P/(P+N): P and N sum TP·volume over the last Period bars whose TP = (H+L+C)/3 rose, or fell, against the bar
/// before. 0 without any flow. TA-Lib MFI.
/// </remarks>
[Kernel("mfi")]
public sealed record Mfi(int Period = 14) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["mfi"];

    public override int Warmup { get; } = AtLeast(1, Period);

    internal override Series[] Define(SeriesPlan bars)
    {
        Series typical = bars.TypicalPrice();
        Series[] flows = Series.MapAll(new Flows(), typical, typical.Back(1), bars.Volume);
        return [Series.Map(new Share(), flows[0].Sum(Period), flows[1].Sum(Period))];
    }

    private readonly record struct Flows : IPointwise
    {
        public static int Outputs => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            T typical = x[0], before = x[1], flow = typical * x[2];
            y[0] = T.IfGreater(typical, before, flow, 0);
            y[1] = T.IfGreater(before, typical, flow, 0);
        }
    }

    private readonly record struct Share : IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T> => y[0] = Ratio.Of(x[0] * 100, x[0] + x[1]);
    }
}
