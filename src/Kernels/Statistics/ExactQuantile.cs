using System.Buffers;

namespace Tauric.Kernels.Statistics;

/// <summary>
/// The quantile of a column, in its unit: linear between order statistics, as NumPy and pandas have it.
/// </summary>
/// <param name="Share">In [0, 1]; 0.5 is the median.</param>
[Kernel("quantile")]
public sealed record ExactQuantile(double Share = 0.5) : Statistic
{
    private static readonly string[] Names = ["quantile"];

    public override IReadOnlyList<string> Outputs => Names;

    public override int RowsMin => 1;

    public double Share { get; } = Within(0, 1, Share);

    protected override void Of(in Samples samples, Span<double> values)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(samples.X.Length);
        Span<double> sorted = rented.AsSpan(0, samples.X.Length);
        samples.X.CopyTo(sorted);
        ColumnSort.Ascending(sorted);
        values[0] = Quantile.Linear(sorted, Share);
        ArrayPool<double>.Shared.Return(rented);
    }
}
