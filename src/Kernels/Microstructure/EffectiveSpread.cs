using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Microstructure;

/// <summary>
/// What a round trip at the trade's price would cost: 2·|price − mid|, in the currency of the quote and in basis points
/// of the mid; 0 where there is no trade. No warm-up.
/// </summary>
/// <remarks>
/// With the trade's side s it is 2s(price − mid) (Huang and Stoll 1996); by the quote rule s is the sign of that
/// difference, so the absolute value needs no side.
/// </remarks>
[Kernel("effective_spread")]
public sealed record EffectiveSpread : TickKernel
{
    private static readonly string[] Names = ["effective_spread", "effective_spread_bps"];

    public override IReadOnlyList<string> Outputs => Names;

    public override int Warmup => 0;

    protected override void Fill(in Ticks ticks, Span<double> columns) => TickRows.Each<Op>(ticks, columns);

    private readonly struct Op : ITickOp
    {
        public static void At<T>(TickRow<T> tick, ref Row<T> y)
            where T : struct, ILane<T>
        {
            T apart = T.Abs(tick.TradePrice - tick.Mid) * 2;
            T spread = T.IfGreater(tick.TradeSize, 0, apart, 0);
            y[0] = spread;
            y[1] = spread * 1e4 / tick.Mid;
        }
    }
}
