namespace Tauric.Kernels.Statistics;

/// <summary>Arithmetic mean, in the unit of the column.</summary>
[Kernel("mean")]
public sealed record Mean : Statistic
{
    private static readonly string[] Names = ["mean"];

    public override IReadOnlyList<string> Outputs => Names;

    public override int RowsMin => 1;

    protected override void Of(in Samples samples, Span<double> values) => values[0] = BlockSum.Mean(samples.X);
}
