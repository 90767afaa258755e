using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Microstructure;

/// <summary>The mid price, (bid + ask)/2, in the currency of the quote. No warm-up.</summary>
[Kernel("mid")]
public sealed record Mid : TickKernel
{
    private static readonly string[] Names = ["mid"];

    public override IReadOnlyList<string> Outputs => Names;

    public override int Warmup => 0;

    protected override void Fill(in Ticks ticks, Span<double> columns) => TickRows.Each<Op>(ticks, columns);

    private readonly struct Op : ITickOp
    {
        public static void At<T>(TickRow<T> tick, ref Row<T> y)
            where T : struct, ILane<T> => y[0] = tick.Mid;
    }
}
