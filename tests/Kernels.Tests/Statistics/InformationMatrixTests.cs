using Tauric.Engine;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class InformationMatrixTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 300)]
    [InlineData(37, 257)]
    public void Has_the_bits_of_every_pair_for_one_worker_and_two(int columns, int rows)
    {
        double[][] data = Columns(columns, rows);
        var matrix = new InformationMatrix(Planes(data, rows));
        double[] one = new double[columns * columns], two = new double[columns * columns];
        matrix.Compute(one);
        matrix.Compute(two, workers: 2);
        Assert.Equal(one, two);
        double[] pair = new double[1];
        for (int i = 0; i < columns; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                new MutualInformation().Compute(new Samples(data[i], data[j]), pair);
                Assert.Equal(pair[0], one[(i * columns) + j]);
            }
        }
    }

    [Fact]
    public void A_column_tells_its_whole_entropy_of_itself()
    {
        var matrix = new InformationMatrix(Planes(Columns(3, 500), 500));
        var values = new double[9];
        matrix.Compute(values);
        Assert.Equal(Information.Entropy(matrix.Planes.Counts(2), []), values[8], 1e-14);
    }

    [Fact]
    public void A_second_call_allocates_nothing()
    {
        var matrix = new InformationMatrix(Planes(Columns(20, 300), 300));
        var values = new double[400];
        matrix.Compute(values);
        long before = GC.GetAllocatedBytesForCurrentThread();
        matrix.Compute(values);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_matrix_of_another_size_is_refused() => Assert.Throws<ArgumentException>(
        () => new InformationMatrix(Planes(Columns(2, 9), 9)).Compute(new double[3]));

    private static BitPlanes Planes(double[][] data, int rows)
    {
        var planes = new BitPlanes(data.Length, 5, rows);
        var states = new byte[rows];
        for (int column = 0; column < data.Length; column++)
        {
            QuantileBins.Cut(data[column], 5, states);
            planes.Set(column, states);
        }

        return planes;
    }

    private static double[][] Columns(int columns, int rows)
    {
        var random = CounterRandom.For(1, "information");
        double[] market = [.. Enumerable.Range(0, rows).Select(_ => random.NextNormal())];
        return [.. Enumerable.Range(0, columns).Select(_ => market.Select(m => m + random.NextNormal()).ToArray())];
    }
}
