using Tauric.Engine;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class CorrelationMatrixTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(5, 255)]
    [InlineData(8, 256)]
    [InlineData(9, 257)]
    [InlineData(70, 600)]
    [InlineData(131, 40)]
    public void Has_the_bits_of_every_pair_for_one_worker_and_two(int columns, int rows)
    {
        double[][] data = Columns(columns, rows);
        var matrix = new CorrelationMatrix(columns, rows);
        for (int column = 0; column < columns; column++) matrix.Set(column, data[column]);
        double[] one = new double[columns * columns], two = new double[columns * columns];
        matrix.Compute(one);
        matrix.Compute(two, workers: 2);
        Assert.Equal(one, two);
        for (int i = 0; i < columns; i++)
        {
            for (int j = 0; j < columns; j++)
                Assert.Equal(Pearson.Correlation(data[i], data[j]), one[(i * columns) + j]);
        }
    }

    [Fact]
    public void A_flat_column_has_no_correlation_with_any_not_even_itself()
    {
        var matrix = new CorrelationMatrix(2, 3);
        matrix.Set(0, [100.1, 100.1, 100.1]);
        matrix.Set(1, [1, 2, 4]);
        var values = new double[4];
        matrix.Compute(values);
        Assert.Equal([0, 0, 0], values[..3]);
        Assert.Equal(1, values[3], 1e-15);
    }

    [Fact]
    public void A_second_call_allocates_nothing()
    {
        var matrix = new CorrelationMatrix(70, 300);
        double[][] data = Columns(70, 300);
        var values = new double[70 * 70];
        Fill();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Fill();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Fill()
        {
            for (int column = 0; column < 70; column++) matrix.Set(column, data[column]);
            matrix.Compute(values);
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var matrix = new CorrelationMatrix(2, 3);
        Assert.Throws<ArgumentException>(() => matrix.Set(0, [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Set(2, [1, 2, 3]));
        var error = Assert.Throws<ArgumentException>(() => matrix.Set(1, [1, 2, double.NaN]));
        Assert.Contains("column 1[2]", error.Message);
        Assert.Throws<ArgumentException>(() => matrix.Compute(new double[3]));
    }

    private static double[][] Columns(int columns, int rows)
    {
        var random = CounterRandom.For(1, "matrix");
        double[] market = [.. Enumerable.Range(0, rows).Select(_ => random.NextNormal())];
        return [.. Enumerable.Range(0, columns).Select(c => market.Select(m => c + m + random.NextNormal()).ToArray())];
    }
}
