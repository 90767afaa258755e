namespace Tauric.Kernels.Statistics;

/// <summary>Skewness, without unit; 0 for a flat column.</summary>
/// <remarks>
/// g = m₃ / m₂^1.5 of population moments; the unbiased form is G = g·√(n(n−1))/(n−2), the adjusted Fisher–Pearson
/// coefficient of pandas and Excel (Joanes and Gill 1998).
/// </remarks>
[Kernel("skew")]
public sealed record Skew(bool Unbiased = true) : Statistic
{
    private static readonly string[] Names = ["skew"];

    public override IReadOnlyList<string> Outputs => Names;

    public override int RowsMin => Unbiased ? 3 : 1;

    protected override void Of(in Samples samples, Span<double> values)
    {
        double n = samples.X.Length;
        var moment = CentralMoment.Of(samples.X);
        double deviation = moment.Deviation(samples.X), third = moment.Cubes(samples.X) * (1.0 / n);
        double adjust = Unbiased ? Math.Sqrt(n * (n - 1)) / (n - 2) : 1;
        values[0] = adjust * Ratio.Of(third, deviation * deviation * deviation);
    }
}
