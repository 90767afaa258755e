using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>
/// What <see cref="Obv"/> gained over Period bars, as a share of all volume in them: 1 when every close rose, −1 when
/// every one fell. First value at row Period. 0 when nothing traded.
/// </summary>
/// <remarks>Unlike the running sum it does not depend on where the bars begin.</remarks>
[Kernel("obv_flow")]
public sealed record ObvFlow(int Period = 20) : Indicator
{
    public override IReadOnlyList<string> Outputs => ["obv_flow"];

    public override int Warmup { get; } = AtLeast(1, Period);

    internal override Series[] Define(SeriesPlan bars)
    {
        Series signed = Series.Map(new Signed(), bars.Close, bars.Close.Back(1), bars.Volume);
        return [Series.Map(new Share(), signed.Mean(Period), bars.Volume.Mean(Period))];
    }

    private readonly record struct Signed : IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            T close = x[0], before = x[1], volume = x[2];
            y[0] = T.IfGreater(close, before, volume, T.IfGreater(before, close, -volume, 0));
        }
    }

    private readonly record struct Share : IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T> => y[0] = Ratio.Of(x[0], x[1]);
    }
}
