using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class SpearmanTests : StatisticContract
{
    protected override IStatistic Typical => new Spearman();

    protected override double[] WhenFlat => [0];

    protected override int[] Degrees => [0];

    protected override double[] Shifts => [0];

    /// <summary>No ties: 1 − 6Σd²/(n(n²−1)) with d = 0, 1, 1, 0 is 0.8.</summary>
    [Fact]
    public void Sees_ranks_only() => AssertClose([0.8], Compute([1, 2, 3, 400], 10, 300, 20, 4000), 1e-15);

    /// <summary>Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / √(4.5 · 5).</summary>
    [Fact]
    public void Ties_share_their_ranks() =>
        AssertClose([4.5 / Math.Sqrt(22.5)], Compute([1, 2, 2, 3], 1, 2, 3, 4), 1e-15);

    protected override double[] Textbook(double[] x, double[] y) => [PearsonTests.Of(Rank(x), Rank(y))];

    private static double[] Rank(double[] column) =>
        [.. column.Select(v => column.Count(other => other < v) + (0.5 * (column.Count(other => other == v) + 1)))];
}
