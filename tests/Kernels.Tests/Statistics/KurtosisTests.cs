using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class KurtosisTests : StatisticContract
{
    protected override IStatistic Typical => new Kurtosis();

    protected override double[] WhenFlat => [0];

    protected override int[] Degrees => [0];

    protected override double[] Shifts => [0];

    /// <summary>
    /// Deviations −2, −1, 0, 1, 2: m₂ = 2, m₄ = 34/5; the unbiased value is the −1.2 of any five in a row.
    /// </summary>
    [Fact]
    public void Is_the_fourth_moment_in_deviations_less_three()
    {
        AssertClose([(6.8 / 4) - 3], Compute(new Kurtosis(Unbiased: false), [1, 2, 3, 4, 5]), 1e-14);
        AssertClose([-1.2], Compute([1, 2, 3, 4, 5]), 1e-14);
    }

    protected override double[] Textbook(double[] x, double[] y)
    {
        double n = x.Length, mean = x.Average();
        double second = x.Average(v => Math.Pow(v - mean, 2)), fourth = x.Average(v => Math.Pow(v - mean, 4));
        if (second == 0) return [0];
        double excess = (fourth / (second * second)) - 3;
        return [(n - 1) / ((n - 2) * (n - 3)) * (((n + 1) * excess) + 6)];
    }
}
