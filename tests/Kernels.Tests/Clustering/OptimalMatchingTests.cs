using Tauric.Engine;
using Tauric.Kernels.Clustering;

namespace Tauric.Kernels.Tests.Clustering;

public sealed class OptimalMatchingTests
{
    /// <summary>scipy 1.10 (optimize.linear_sum_assignment).</summary>
    [Fact]
    public void The_matching_is_that_of_the_reference()
    {
        double[] costs =
        [
            33, 40, 1, 40, 23, 25, 31, 14, 48, 2, 13, 19, 28, 20, 6, 2, 0, 2, 7, 49, 9,
            32, 37, 11, 14, 21, 13, 48, 8, 44, 39, 42, 5, 19, 31,
        ];
        int[] matched = new int[5];
        Assert.Equal(34, OptimalMatching.Of(costs, 5, 7, matched));
        Assert.Equal([2, 3, 1, 5, 4], matched);
    }

    [Fact]
    public void No_other_matching_costs_less()
    {
        var random = CounterRandom.For(3, "costs");
        for (int round = 0; round < 200; round++)
        {
            (int rows, int columns) = (1 + random.NextInt(5), 1 + random.NextInt(5));
            double[] costs = new double[rows * columns];
            foreach (ref double cost in costs.AsSpan()) cost = random.NextInt(9) - 4;
            int[] matched = new int[rows];
            double total = OptimalMatching.Of(costs, rows, columns, matched);
            Assert.Equal(Least(costs, columns, 0, 0, Math.Max(0, rows - columns)), total);
            int[] used = [.. matched.Where(column => column >= 0)];
            Assert.Equal(Math.Min(rows, columns), used.Distinct().Count());
            Assert.Equal(total, matched.Index().Where(m => m.Item >= 0).Sum(m => costs[(m.Index * columns) + m.Item]));
        }
    }

    [Fact]
    public void Nothing_to_match_costs_nothing()
    {
        int[] matched = [5, 5];
        Assert.Equal(0, OptimalMatching.Of([], 2, 0, matched));
        Assert.Equal([-1, -1], matched);
        Assert.Equal(0, OptimalMatching.Of([], 0, 3, []));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => OptimalMatching.Of([1, 2], 2, 2, new int[2]));
        Assert.Throws<ArgumentException>(() => OptimalMatching.Of([1, 2], 2, 1, new int[1]));
        Assert.Contains("Row 1, column 0", Assert.Throws<ArgumentException>(
            () => OptimalMatching.Of([1, double.NaN], 2, 1, new int[2])).Message, StringComparison.Ordinal);
    }

    /// <summary>Every way: each row takes a free column, or none while some may go without.</summary>
    private static double Least(double[] costs, int columns, int row, int taken, int without)
    {
        if (row * columns == costs.Length) return 0;
        double least = without > 0 ? Least(costs, columns, row + 1, taken, without - 1) : double.PositiveInfinity;
        for (int column = 0; column < columns; column++)
        {
            if ((taken >> column & 1) != 0) continue;
            least = Math.Min(least, costs[(row * columns) + column]
                + Least(costs, columns, row + 1, taken | 1 << column, without));
        }

        return least;
    }
}
