using Tauric.Engine;
using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Tests.Vectors;

public sealed class TruncatedSvdTests
{
    [Fact]
    public void Worked_by_hand()
    {
        var svd = new TruncatedSvd(new SparseRows([0, 1, 2, 2], [2, 0], [-3, 2], 3), 2);    // (0 0 -3), (2 0 0), 0.
        Assert.Equal([3.0, 2], svd.Values, Near);
        Assert.Equal([0.0, 1, /**/ 0, 0, /**/ 1, 0], svd.Vectors, Near);
    }

    /// <summary>Both are exact here: the subspace holds all columns, or all of the rank.</summary>
    [Theory]
    [InlineData(60, 25, 25, 6)]
    [InlineData(90, 120, 9, 9)]
    public void Singular_values_and_vectors_are_those_of_the_whole_matrix(int rows, int columns, int rank, int count)
    {
        SparseRows matrix = Invent(rows, columns, rank);
        var eigen = new SymmetricEigen(Square(matrix), columns, count);
        var svd = new TruncatedSvd(matrix, count);
        Assert.Equal(eigen.Values.Take(count).Select(Math.Sqrt), svd.Values, Near);
        for (int k = 0; k < count; k++)
        {
            Assert.Equal(eigen.Vectors.AsSpan(k * columns, columns).ToArray(),
                Enumerable.Range(0, columns).Select(column => svd.Vectors[(column * count) + k]), Near);
        }
    }

    [Fact]
    public void What_is_beyond_the_rank_is_zero()
    {
        var svd = new TruncatedSvd(new SparseRows([0, 1], [0], [5], 2), 4);
        Assert.Equal([5.0, 0, 0, 0], svd.Values, Near);
        Assert.Equal([1.0, 0, 0, 0, /**/ 0, 0, 0, 0], svd.Vectors, Near);
        Assert.Equal([0.0, 0], new TruncatedSvd(new SparseRows([0], [], [], 0), 2).Values);
    }

    private static SparseRows Invent(int rows, int columns, int rank)
    {
        var random = CounterRandom.For(8, "sparse", $"{rows}", $"{columns}");
        double[] axes = new double[rank * columns];
        for (int i = 0; i < axes.Length; i++) axes[i] = random.NextInt(3) == 0 ? random.NextNormal() : 0;
        var (starts, at, values) = (new List<int> { 0 }, new List<int>(), new List<float>());
        for (int row = 0; row < rows; row++)
        {
            int axis = random.NextInt(rank);
            float scale = (1 << (row % 5)) + (float)random.NextInt(4);
            for (int column = 0; column < columns; column++)
            {
                if (axes[(axis * columns) + column] == 0) continue;
                at.Add(column);
                values.Add(scale * (float)axes[(axis * columns) + column]);
            }

            starts.Add(at.Count);
        }

        return new SparseRows([.. starts], [.. at], [.. values], columns);
    }

    /// <summary>AᵀA.</summary>
    private static double[] Square(SparseRows matrix)
    {
        double[] square = new double[matrix.ColumnCount * matrix.ColumnCount];
        for (int row = 0; row < matrix.Count; row++)
        {
            for (int i = matrix.Starts[row]; i < matrix.Starts[row + 1]; i++)
            {
                Span<double> sums = square.AsSpan(matrix.Columns[i] * matrix.ColumnCount, matrix.ColumnCount);
                for (int j = matrix.Starts[row]; j < matrix.Starts[row + 1]; j++)
                    sums[matrix.Columns[j]] += (double)matrix.Values[i] * matrix.Values[j];
            }
        }

        return square;
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-6;
}
