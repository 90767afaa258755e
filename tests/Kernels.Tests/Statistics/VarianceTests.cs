using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class VarianceTests : StatisticContract
{
    protected override IStatistic Typical => new Variance();

    protected override double[] WhenFlat => [0, 0];

    protected override int[] Degrees => [2, 1];

    protected override double[] Shifts => [0, 0];

    [Fact]
    public void Divides_by_one_less_than_the_count_unless_told_otherwise()
    {
        AssertClose([32.0 / 7, Math.Sqrt(32.0 / 7)], Compute([2, 4, 4, 4, 5, 5, 7, 9]), 1e-15);
        AssertClose([4, 2], Compute(new Variance(Unbiased: false), [2, 4, 4, 4, 5, 5, 7, 9]), 1e-15);
    }

    protected override double[] Textbook(double[] x, double[] y)
    {
        double mean = x.Average(), variance = x.Sum(v => (v - mean) * (v - mean)) / (x.Length - 1);
        return [variance, Math.Sqrt(variance)];
    }
}
