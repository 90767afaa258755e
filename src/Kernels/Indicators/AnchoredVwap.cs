using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Indicators;

/// <summary>
/// Volume-weighted average price since the first bar, in price units. No warm-up. Hand in the bars of one session for
/// the session's VWAP: bars carry no clock that could start it anew.
/// </summary>
/// <remarks>Σ TP·V / Σ V in time order, TP = (H+L+C)/3; the bar's own TP until something has traded.</remarks>
[Kernel("vwap_anchored")]
public sealed record AnchoredVwap : Indicator
{
    public override IReadOnlyList<string> Outputs => ["vwap_anchored"];

    public override int Warmup => 0;

    internal override Series[] Define(SeriesPlan bars) =>
        [Series.Follow(new Total(), bars.TypicalPrice(), bars.Volume)];

    private readonly record struct Total : IRecurrence
    {
        public int Warmup => 0;

        public void Step<T>(long t, ref Slots<T> state, in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            T typical = x[0], volume = x[1];
            T traded = state.A = T.Fma(typical, volume, state.A);
            T sum = state.B += volume;
            y[0] = T.IfEqual(sum, 0, typical, traded / sum);
        }
    }
}
