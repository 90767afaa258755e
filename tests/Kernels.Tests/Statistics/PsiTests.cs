using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class PsiTests : StatisticContract
{
    protected override IStatistic Typical => new Psi(10, 1e-3);

    protected override double[] WhenFlat => [0, 2.0 / 600 * 9];

    protected override int[] Degrees => [0, 0];

    protected override double[] Shifts => [0, 0];

    /// <summary>Halves against a quarter and three: ¼ln½ less, ¼ln1½ more.</summary>
    [Fact]
    public void Weighs_each_shift_of_share_by_its_log() => AssertClose(
        [0.25 * Math.Log(3), (0.25 + 0.25) * 1], Compute(new Psi(2), [1, 2, 3, 4], 2, 3, 4, 4), 1e-15);

    [Fact]
    public void An_unchanged_sample_has_no_drift() => Assert.Equal(0, Compute(Walk(1, 400), Walk(1, 400))[0]);

    protected override double[] Textbook(double[] x, double[] y)
    {
        double[] edges = [.. Enumerable.Range(1, 9).Select(i => Quantile.Linear([.. x.Order()], i / 10.0))];
        double[] Shares(double[] column) =>
            [.. Enumerable.Range(0, 10).Select(bin => Math.Max(
                1e-3, column.Count(v => edges.Count(edge => edge < v) == bin) / (double)column.Length))];
        double psi = Shares(x).Zip(Shares(y), (r, c) => (c - r) * Math.Log(c / r)).Sum();
        return [psi, ((1.0 / x.Length) + (1.0 / y.Length)) * 9];
    }
}
