using System.Buffers;

namespace Tauric.Kernels.Statistics;

/// <summary>Spearman's rank correlation, −1 to 1; 0 when either column is flat.</summary>
/// <remarks>Pearson's correlation of the ranks; equal values share the mean of their ranks (Spearman 1904).</remarks>
[Kernel("spearman")]
public sealed record Spearman : Statistic
{
    private static readonly string[] Names = ["spearman"];

    public override IReadOnlyList<string> Outputs => Names;

    public override SampleShape Shape => SampleShape.Pairs;

    public override int RowsMin => 2;

    protected override void Of(in Samples samples, Span<double> values)
    {
        int rows = samples.X.Length;
        double[] rented = ArrayPool<double>.Shared.Rent(2 * rows);
        Span<double> x = rented.AsSpan(0, rows), y = rented.AsSpan(rows, rows);
        Ranks.Average(samples.X, x);
        Ranks.Average(samples.Y, y);
        values[0] = Pearson.Correlation(x, y);
        ArrayPool<double>.Shared.Return(rented);
    }
}
