using System.Runtime.Intrinsics;

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
public sealed record EffectiveSpread : RowKernel
{
    private static readonly string[] Names = ["effective_spread", "effective_spread_bps"];

    public override IReadOnlyList<string> Outputs => Names;

    protected override void At(in Ticks ticks, int row, Span<Vector256<double>> values)
    {
        Vector256<double> apart = Vector256.Create(2.0) * Vector256.Abs(Four(ticks.TradePrice, row) - Mids(ticks, row));
        var isTrade = Vector256.GreaterThan(Four(ticks.TradeSize, row), Vector256<double>.Zero);
        values[0] = Vector256.ConditionalSelect(isTrade, apart, Vector256<double>.Zero);
        values[1] = Vector256.Create(1e4) * values[0] / Mids(ticks, row);
    }
}
