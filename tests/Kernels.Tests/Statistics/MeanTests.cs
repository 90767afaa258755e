using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class MeanTests : StatisticContract
{
    protected override IStatistic Typical => new Mean();

    protected override double[] WhenFlat => [100.1];

    protected override int[] Degrees => [1];

    protected override double[] Shifts => [1];

    [Fact]
    public void Is_the_sum_over_the_count() => Assert.Equal([2.5], Compute([1, 2, 3, 4]));

    protected override double[] Textbook(double[] x, double[] y) => [x.Average()];
}
