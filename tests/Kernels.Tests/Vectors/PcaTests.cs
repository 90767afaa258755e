using Tauric.Engine;
using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Tests.Vectors;

public sealed class PcaTests
{
    [Fact]
    public void A_line_worked_by_hand()
    {
        var line = RandomRows.Of(2, 1, 12, 4, 16, 7, 20);       // 3 steps of (3, 4) around (4, 16).
        Pca pca = Pca.Fit(line.Rows, 1);
        Assert.Equal([4.0, 16], pca.Mean);
        Assert.Equal([25.0, 0], pca.Variances, Near);
        Assert.Equal([0.6, 0.8], pca.Axes, Near);
        Assert.Equal([-5f, 0, 5], Project(pca, line), (a, b) => Math.Abs(a - b) < 1e-6f);
    }

    [Fact]
    public void Projections_are_centred_uncorrelated_and_of_the_stated_variance()
    {
        var rows = new RandomRows(4, 300, 21);
        Pca pca = Pca.Fit(rows.Rows, 6);
        float[] projected = Project(pca, rows);
        for (int a = 0; a < 6; a++)
        {
            Assert.Equal(0, Enumerable.Range(0, 300).Average(row => (double)projected[(row * 6) + a]), 1e-6);
            for (int b = 0; b <= a; b++)
            {
                double sum = 0;
                for (int at = 0; at < projected.Length; at += 6) sum += (double)projected[at + a] * projected[at + b];
                Assert.Equal(a == b ? pca.Variances[a] : 0, sum / 299, 1e-5);
            }
        }

        double total = Enumerable.Range(0, 21).Sum(column => Variance(rows, column));
        Assert.Equal(total, pca.Variances.Sum(), 1e-9);
    }

    [Fact]
    public void The_same_rows_give_the_same_bits_whatever_their_pitch()
    {
        var apart = new RandomRows(7, 50, 13, offset: 3, padding: 4);
        var together = apart.Permuted([.. Enumerable.Range(0, 50)]);
        Assert.Equal(Pca.Fit(apart.Rows, 5).Axes, Pca.Fit(together.Rows, 5).Axes);
    }

    [Fact]
    public void Order_of_the_rows_matters_only_to_rounding()
    {
        var rows = new RandomRows(7, 50, 13);
        int[] order = [.. Enumerable.Range(0, 50)];
        CounterRandom.For(2, "order").Shuffle<int>(order);
        Assert.Equal(Pca.Fit(rows.Rows, 3).Axes, Pca.Fit(rows.Permuted(order).Rows, 3).Axes, Near);
    }

    [Fact]
    public void Rows_that_do_not_vary_have_no_variance()
    {
        Assert.Equal([0.0, 0, 0], Pca.Fit(RandomRows.Of(3, 1, 2, 3).Rows, 2).Variances);
        Assert.Equal([0.0, 0], Pca.Fit(RandomRows.Of(2, 5, 5, 5, 5, 5, 5).Rows, 1).Variances);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var rows = new RandomRows(1, 4, 3);
        Assert.Throws<ArgumentException>(() => Pca.Fit(rows.Rows.Slice(0, 0), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pca.Fit(rows.Rows, 4));
        Assert.Throws<ArgumentException>(() => Pca.Fit(rows.Rows, 2).Project(rows.Rows, new float[7]));
    }

    private static float[] Project(Pca pca, RandomRows rows)
    {
        float[] projected = new float[rows.Count * pca.Count];
        pca.Project(rows.Rows, projected);
        return projected;
    }

    private static double Variance(RandomRows rows, int column)
    {
        double[] values = [.. Enumerable.Range(0, rows.Count).Select(row => (double)rows.Rows[row][column])];
        double mean = values.Average();
        return values.Sum(x => (x - mean) * (x - mean)) / (values.Length - 1);
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-9;
}
