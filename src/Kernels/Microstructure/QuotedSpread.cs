using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Microstructure;

/// <summary>
/// The quoted spread, ask − bid, in the currency of the quote and in basis points of the mid; 0 when locked. No
/// warm-up.
/// </summary>
[Kernel("quoted_spread")]
public sealed record QuotedSpread : TickKernel
{
    private static readonly string[] Names = ["quoted_spread", "quoted_spread_bps"];

    public override IReadOnlyList<string> Outputs => Names;

    public override int Warmup => 0;

    protected override void Fill(in Ticks ticks, Span<double> columns) => TickRows.Each<Op>(ticks, columns);

    private readonly struct Op : ITickOp
    {
        public static void At<T>(TickRow<T> tick, ref Row<T> y)
            where T : struct, ILane<T>
        {
            T spread = tick.Ask - tick.Bid;
            y[0] = spread;
            y[1] = spread * 1e4 / tick.Mid;
        }
    }
}
