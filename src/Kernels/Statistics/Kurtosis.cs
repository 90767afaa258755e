namespace Tauric.Kernels.Statistics;

/// <summary>Excess kurtosis, without unit: 0 for a normal law and, by decision, for a flat column.</summary>
/// <remarks>
/// g = m₄ / m₂² − 3 of population moments; the unbiased form is G = (n−1)/((n−2)(n−3))·((n+1)·g + 6), as in pandas and
/// Excel (Joanes and Gill 1998).
/// </remarks>
[Kernel("kurtosis")]
public sealed record Kurtosis(bool Unbiased = true) : Statistic
{
    private static readonly string[] Names = ["kurtosis"];

    public override IReadOnlyList<string> Outputs => Names;

    public override int RowsMin => Unbiased ? 4 : 1;

    protected override void Of(in Samples samples, Span<double> values)
    {
        double n = samples.X.Length;
        var moment = CentralMoment.Of(samples.X);
        double deviation = moment.Deviation(samples.X), square = deviation * deviation;
        double excess = (moment.Quartics(samples.X) * (1.0 / n) / (square * square)) - 3;
        if (Unbiased) excess = (n - 1) / ((n - 2) * (n - 3)) * (((n + 1) * excess) + 6);
        values[0] = deviation == 0 ? 0 : excess;
    }
}
