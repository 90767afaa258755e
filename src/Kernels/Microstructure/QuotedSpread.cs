using System.Runtime.Intrinsics;

namespace Tauric.Kernels.Microstructure;

/// <summary>
/// The quoted spread, ask − bid, in the currency of the quote and in basis points of the mid; 0 when locked. No
/// warm-up.
/// </summary>
[Kernel("quoted_spread")]
public sealed record QuotedSpread : RowKernel
{
    private static readonly string[] Names = ["quoted_spread", "quoted_spread_bps"];

    public override IReadOnlyList<string> Outputs => Names;

    protected override void At(in Ticks ticks, int row, Span<Vector256<double>> values)
    {
        values[0] = Four(ticks.Ask, row) - Four(ticks.Bid, row);
        values[1] = Vector256.Create(1e4) * values[0] / Mids(ticks, row);
    }
}
