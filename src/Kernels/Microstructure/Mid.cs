using System.Runtime.Intrinsics;

namespace Tauric.Kernels.Microstructure;

/// <summary>The mid price, (bid + ask)/2, in the currency of the quote. No warm-up.</summary>
[Kernel("mid")]
public sealed record Mid : RowKernel
{
    private static readonly string[] Names = ["mid"];

    public override IReadOnlyList<string> Outputs => Names;

    protected override void At(in Ticks ticks, int row, Span<Vector256<double>> values) => values[0] = Mids(ticks, row);
}
