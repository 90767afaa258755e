using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class PearsonTests : StatisticContract
{
    protected override IStatistic Typical => new Pearson();

    protected override double[] WhenFlat => [0];

    protected override int[] Degrees => [0];

    protected override double[] Shifts => [0];

    /// <summary>Deviations −1.5, −0.5, 0.5, 1.5 and −1.5, 0.5, −0.5, 1.5: 4/5.</summary>
    [Fact]
    public void Is_the_shared_deviation() => AssertClose([0.8], Compute([1, 2, 3, 4], 1, 3, 2, 4), 1e-15);

    [Fact]
    public void A_column_and_its_mirror_are_at_the_ends()
    {
        double[] x = Walk(1, 400), mirror = [.. x.Select(v => -v)];
        AssertClose([1], Compute(x, x), 1e-14);
        AssertClose([-1], Compute(x, mirror), 1e-14);
    }

    [Fact]
    public void Which_column_comes_first_does_not_show() =>
        Assert.Equal(Compute(Walk(1, 400), Walk(2, 400)), Compute(Walk(2, 400), Walk(1, 400)));

    protected override double[] Textbook(double[] x, double[] y) => [Of(x, y)];

    internal static double Of(double[] x, double[] y)
    {
        double meanX = x.Average(), meanY = y.Average();
        double both = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum();
        double squares = x.Sum(a => (a - meanX) * (a - meanX)) * y.Sum(b => (b - meanY) * (b - meanY));
        return squares == 0 ? 0 : both / Math.Sqrt(squares);
    }
}
