namespace Tauric.Kernels.Statistics;

/// <summary>Pearson's correlation of two columns, −1 to 1; 0 when either is flat.</summary>
/// <remarks>The definition is <see cref="Standard"/>'s; <see cref="CorrelationMatrix"/> gives the same bits.</remarks>
[Kernel("pearson")]
public sealed record Pearson : Statistic
{
    private static readonly string[] Names = ["pearson"];

    public override IReadOnlyList<string> Outputs => Names;

    public override SampleShape Shape => SampleShape.Pairs;

    public override int RowsMin => 2;

    protected override void Of(in Samples samples, Span<double> values) =>
        values[0] = Correlation(samples.X, samples.Y);

    /// <summary>Of columns of equal length with at least one row.</summary>
    internal static double Correlation(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Standard toX = Standard.Of(x), toY = Standard.Of(y);
        double correlation = 0;
        for (int start = 0; start < x.Length; start += Standard.BlockRows)
        {
            int end = Math.Min(start + Standard.BlockRows, x.Length);
            double block = 0;
            for (int row = start; row < end; row++)
            {
                block = Math.FusedMultiplyAdd(toX.Score(x[row]), toY.Score(y[row]), block);
            }

            correlation += block;
        }

        return Math.Clamp(correlation, -1, 1);
    }
}

/// <summary>
/// Standard scores of a column: (x − mean − rest)·scale, scale = 1/(√n·σ), so that a column has length one and the
/// correlation of two is their dot product.
/// </summary>
/// <remarks>
/// Mean, its rest and σ (÷ n) by <see cref="CentralMoment"/>; the scale of a flat column is 0. The dot product is cut
/// into blocks of <see cref="BlockRows"/> rows: fma row after row from 0 within a block, blocks added in order,
/// clamped to [−1, 1].
/// </remarks>
internal readonly record struct Standard(CentralMoment Moment, double Scale)
{
    public const int BlockRows = 256;

    public static Standard Of(ReadOnlySpan<double> column)
    {
        var moment = CentralMoment.Of(column);
        return new Standard(moment, Ratio.Of(1.0 / Math.Sqrt(column.Length), moment.Deviation(column)));
    }

    public double Score(double x) => (x - Moment.Mean - Moment.Rest) * Scale;
}
