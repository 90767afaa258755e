using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class KolmogorovSmirnovTests : StatisticContract
{
    protected override IStatistic Typical => new KolmogorovSmirnov();

    protected override double[] WhenFlat => [0, 1];

    protected override int[] Degrees => [0, 0];

    protected override double[] Shifts => [0, 0];

    /// <summary>Critical values of Kolmogorov's law as tables print them.</summary>
    [Theory]
    [InlineData(0.5, 0.963945)]
    [InlineData(0.82757, 0.5)]
    [InlineData(1.22385, 0.1)]
    [InlineData(1.35810, 0.05)]
    [InlineData(1.62762, 0.01)]
    [InlineData(1.94947, 0.001)]
    public void P_is_that_of_the_tables(double lambda, double p) =>
        Assert.Equal(p, KolmogorovSmirnov.Exceeds(lambda), 2e-5 * Math.Max(p, 0.1));

    [Fact]
    public void The_two_series_meet() =>
        Assert.Equal(KolmogorovSmirnov.Exceeds(Math.BitDecrement(1.18)), KolmogorovSmirnov.Exceeds(1.18), 1e-14);

    [Fact]
    public void Is_the_largest_gap_of_the_CDFs_ties_taken_together()
    {
        Assert.Equal(0.5, Compute([1, 2, 3, 4], 3, 4, 5, 6)[0]);
        Assert.Equal(1, Compute([1, 2], 3, 4, 5)[0]);
        Assert.Equal(0, Compute([1, 1, 2, 2], 2, 1)[0]);
    }

    [Fact]
    public void Which_sample_comes_first_does_not_show() =>
        Assert.Equal(Compute(Walk(1, 40), Walk(2, 55)), Compute(Walk(2, 55), Walk(1, 40)));

    protected override double[] Textbook(double[] x, double[] y)
    {
        double Below(double[] column, double at) => column.Count(v => v <= at) / (double)column.Length;
        double gap = x.Concat(y).Distinct().Max(at => Math.Abs(Below(x, at) - Below(y, at)));
        double lambda = gap * Math.Sqrt(x.Length * (double)y.Length / (x.Length + y.Length));
        // With very many terms the plain series is right for every λ that is not tiny.
        double sum = Enumerable.Range(1, 400)
            .Sum(k => Math.Pow(-1, k - 1) * Math.Exp(-2.0 * k * k * lambda * lambda));
        return [gap, lambda < 0.1 ? 1 : 2 * sum];
    }
}
