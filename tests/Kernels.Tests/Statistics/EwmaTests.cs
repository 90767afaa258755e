using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class EwmaTests : StatisticContract
{
    protected override IStatistic Typical => new Ewma(9);

    protected override double[] WhenFlat => [100.1, 0];

    protected override int[] Degrees => [1, 2];

    protected override double[] Shifts => [1, 0];

    protected override bool IsOrdered => true;

    /// <summary>a = ½: means 0, 4, 6; variances 0, ½·(½·8·8), ½·(16 + ½·4·4).</summary>
    [Fact]
    public void Follows_the_rows() => Assert.Equal([6, 12], Compute(new Ewma(3), [0, 8, 8]));

    [Fact]
    public void A_span_of_one_is_the_last_row() => Assert.Equal([5, 0], Compute(new Ewma(1), [9, 2, 5]));

    /// <summary>
    /// Weights a(1−a)^age, and the first row takes what is left; then mean and variance by definition.
    /// </summary>
    protected override double[] Textbook(double[] x, double[] y)
    {
        double[] weights = [.. x.Select((_, row) => (row == 0 ? 1 : 0.2) * Math.Pow(0.8, x.Length - 1 - row))];
        double mean = x.Zip(weights, (v, w) => v * w).Sum();
        return [mean, x.Zip(weights, (v, w) => w * (v - mean) * (v - mean)).Sum()];
    }
}
