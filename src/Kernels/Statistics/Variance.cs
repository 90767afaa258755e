namespace Tauric.Kernels.Statistics;

/// <summary>Variance, in the square of the column's unit, and standard deviation, in its unit.</summary>
/// <param name="Unbiased">÷ (n−1), pandas' default; otherwise ÷ n, NumPy's.</param>
[Kernel("variance")]
public sealed record Variance(bool Unbiased = true) : Statistic
{
    private static readonly string[] Names = ["variance", "deviation"];

    public override IReadOnlyList<string> Outputs => Names;

    public override int RowsMin => Unbiased ? 2 : 1;

    protected override void Of(in Samples samples, Span<double> values)
    {
        double squares = CentralMoment.Of(samples.X).Squares(samples.X);
        values[0] = squares * (1.0 / (samples.X.Length - (Unbiased ? 1 : 0)));
        values[1] = Math.Sqrt(values[0]);
    }
}
