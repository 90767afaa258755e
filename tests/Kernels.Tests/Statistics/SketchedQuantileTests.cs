using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class SketchedQuantileTests : StatisticContract
{
    // More than any series of the contract: there the sketch is exact, and so is the textbook.
    protected override IStatistic Typical => new SketchedQuantile(0.3, Capacity: 8192);

    protected override double[] WhenFlat => [100.1, 0];

    protected override int[] Degrees => [1, 0];

    protected override double[] Shifts => [1, 0];

    [Fact]
    public void States_its_error_as_a_share_of_the_rows()
    {
        double[] rows = [.. Enumerable.Range(0, 10_000).Select(i => (double)i)];
        double[] values = Compute(new SketchedQuantile(0.5, Capacity: 64), rows);
        Assert.InRange(values[1], 0.001, 0.08);
        Assert.Equal(5000, values[0], 10_000 * values[1]);
    }

    protected override double[] Textbook(double[] x, double[] y) =>
        [x.Order().ElementAt((int)Math.Ceiling(0.3 * x.Length) - 1), 0];
}
