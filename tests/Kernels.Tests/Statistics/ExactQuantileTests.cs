using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class ExactQuantileTests : StatisticContract
{
    protected override IStatistic Typical => new ExactQuantile(0.3);

    protected override double[] WhenFlat => [100.1];

    protected override int[] Degrees => [1];

    protected override double[] Shifts => [1];

    [Fact]
    public void Interpolates_between_order_statistics() =>
        Assert.Equal([2.5], Compute(new ExactQuantile(), [4, 1, 3, 2]));

    protected override double[] Textbook(double[] x, double[] y)
    {
        double[] sorted = [.. x.Order()];
        double at = 0.3 * (x.Length - 1);
        double below = sorted[(int)at], above = sorted[(int)Math.Ceiling(at)];
        return [below + ((at - Math.Floor(at)) * (above - below))];
    }
}
