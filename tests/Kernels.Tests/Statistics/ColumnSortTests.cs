using Tauric.Engine;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class ColumnSortTests
{
    private static readonly double[] Edges =
        [double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon, -0.0, 0.0, 1, -1, 1e-300, -1e300];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(5000)]
    public void Sorts_every_finite_number_and_takes_its_row_along(int rows)
    {
        var random = CounterRandom.For(rows, "sort");
        double[] values = new double[rows], sorted = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            double number = BitConverter.UInt64BitsToDouble(random.NextBits());
            values[row] = row % 3 == 0 || !double.IsFinite(number) ? Edges[row % Edges.Length] : number;
        }

        int[] order = [.. Enumerable.Range(0, rows)];
        values.CopyTo(sorted, 0);
        ColumnSort.Ascending(sorted, order);
        Assert.Equal(values.Order(), sorted);
        Assert.Equal(order.Select(row => values[row]), sorted);
        Assert.Equal(Enumerable.Range(0, rows), order.Order());
        ColumnSort.Ascending(values);
        Assert.Equal(sorted, values);
    }

    [Fact]
    public void Equal_rows_cost_no_pass_and_stay()
    {
        double[] flat = [.. Enumerable.Repeat(100.1, 600)];
        int[] order = [.. Enumerable.Range(0, 600)];
        ColumnSort.Ascending(flat, order);
        Assert.Equal(Enumerable.Range(0, 600), order);
        Assert.All(flat, value => Assert.Equal(100.1, value));
    }

    [Fact]
    public void An_odd_number_of_passes_ends_in_the_column_itself()
    {
        double[] two = [.. Enumerable.Range(0, 600).Select(row => row % 2 == 0 ? 1.0 : 1.5)];
        ColumnSort.Ascending(two);
        Assert.Equal([1.0, 1.0, 1.5, 1.5], new[] { two[0], two[299], two[300], two[599] });
    }
}
