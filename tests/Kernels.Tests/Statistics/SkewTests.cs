using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class SkewTests : StatisticContract
{
    protected override IStatistic Typical => new Skew();

    protected override double[] WhenFlat => [0];

    protected override int[] Degrees => [0];

    protected override double[] Shifts => [0];

    /// <summary>Deviations −2, −1, −1, 4 of the mean 2: m₂ = 22/4, m₃ = 54/4; √12/2 makes it unbiased.</summary>
    [Fact]
    public void Is_the_third_moment_in_deviations()
    {
        double biased = 13.5 / Math.Pow(5.5, 1.5);
        AssertClose([biased], Compute(new Skew(Unbiased: false), [0, 1, 1, 6]), 1e-15);
        AssertClose([biased * Math.Sqrt(12) / 2], Compute([0, 1, 1, 6]), 1e-15);
    }

    [Fact]
    public void Mirrored_rows_have_the_opposite_skew() =>
        Assert.Equal(-Compute(Walk(1, 99))[0], Compute([.. Walk(1, 99).Select(v => -v)])[0]);

    protected override double[] Textbook(double[] x, double[] y)
    {
        double n = x.Length, mean = x.Average();
        double second = x.Average(v => Math.Pow(v - mean, 2)), third = x.Average(v => Math.Pow(v - mean, 3));
        return [second == 0 ? 0 : Math.Sqrt(n * (n - 1)) / (n - 2) * third / Math.Pow(second, 1.5)];
    }
}
