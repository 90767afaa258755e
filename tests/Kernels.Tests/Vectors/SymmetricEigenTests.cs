using Tauric.Engine;
using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Tests.Vectors;

public sealed class SymmetricEigenTests
{
    /// <summary>The second difference matrix: 2 − 2·cos(πj/(n+1)), sines as vectors.</summary>
    [Fact]
    public void Second_differences_have_the_eigenvalues_of_the_textbook()
    {
        const int size = 40;
        double[] matrix = new double[size * size];
        for (int i = 0; i < size; i++)
        {
            matrix[(i * size) + i] = 2;
            if (i > 0) matrix[(i * size) + i - 1] = matrix[((i - 1) * size) + i] = -1;
        }

        var eigen = new SymmetricEigen(matrix, size, size);
        for (int i = 0; i < size; i++)
        {
            double angle = Math.PI * (size - i) / (size + 1);
            Assert.Equal(2 - (2 * Math.Cos(angle)), eigen.Values[i], 1e-13);
            double[] sines = [.. Enumerable.Range(1, size).Select(k => Math.Sin(k * angle))];
            double scale = eigen.Vectors[i * size] / sines[0];
            for (int k = 0; k < size; k++) Assert.Equal(scale * sines[k], eigen.Vectors[(i * size) + k], 1e-10);
        }
    }

    [Fact]
    public void Worked_by_hand()
    {
        var eigen = new SymmetricEigen([2, 1, 1, 2], 2, 2);
        Assert.Equal([3.0, 1], eigen.Values, (a, b) => Math.Abs(a - b) < 1e-15);
        double half = Math.Sqrt(0.5);
        Assert.Equal([half, half], eigen.Vectors[..2], (a, b) => Math.Abs(a - b) < 1e-15);
        Assert.Equal(-half * half, eigen.Vectors[2] * eigen.Vectors[3], 1e-15);
    }

    [Fact]
    public void Vectors_are_orthonormal_and_solve_the_equation()
    {
        foreach (int size in (int[])[1, 2, 3, 5, 17, 64])
        {
            double[] matrix = Random(size);
            var eigen = new SymmetricEigen(matrix, size, size);
            for (int i = 0; i < size; i++)
            {
                ReadOnlySpan<double> x = eigen.Vectors.AsSpan(i * size, size);
                for (int j = 0; j <= i; j++)
                    Assert.Equal(i == j ? 1 : 0, Dot(x, eigen.Vectors.AsSpan(j * size, size)), 1e-12);
                for (int row = 0; row < size; row++)
                    Assert.Equal(eigen.Values[i] * x[row], Dot(matrix.AsSpan(row * size, size), x), 1e-11);
                Assert.True(i == 0 || eigen.Values[i] <= eigen.Values[i - 1]);
                Assert.True(x.ToArray().MaxBy(Math.Abs) > 0);
            }
        }
    }

    [Fact]
    public void Degenerate_matrices_keep_their_axes()
    {
        Assert.Equal([1.0, 0, 0, 0, 1, 0], new SymmetricEigen(new double[9], 3, 2).Vectors);
        Assert.Equal([5.0, 5, 5], new SymmetricEigen([5, 0, 0, 0, 5, 0, 0, 0, 5], 3, 0).Values);
        var ones = new SymmetricEigen([.. Enumerable.Repeat(1.0, 16)], 4, 1);
        Assert.Equal([4.0, 0, 0, 0], ones.Values, (a, b) => Math.Abs(a - b) < 1e-15);
        Assert.All(ones.Vectors, value => Assert.Equal(0.5, value, 1e-15));
        Assert.Empty(new SymmetricEigen([], 0, 0).Values);
    }

    [Fact]
    public void Small_ranks_converge_though_rounding_errors_fill_the_rest()
    {
        const int size = 120, rank = 9;
        double[] matrix = new double[size * size];
        var random = CounterRandom.For(5, "rank");
        for (int k = 0; k < rank; k++)
        {
            double[] axis = [.. Enumerable.Range(0, size).Select(_ => random.NextNormal() * (1 << k))];
            for (int i = 0; i < matrix.Length; i++) matrix[i] += axis[i / size] * axis[i % size];
        }

        double[] values = new SymmetricEigen(matrix, size, rank).Values;
        double trace = Enumerable.Range(0, size).Sum(i => matrix[i * (size + 1)]), error = values[0] * 1e-13;
        Assert.Equal(trace, values.Take(rank).Sum(), error);
        Assert.All(values.Skip(rank), value => Assert.Equal(0, value, error));
    }

    [Fact]
    public void What_is_no_number_does_not_converge() =>
        Assert.Throws<BugException>(() => new SymmetricEigen([1, double.NaN, double.NaN, 1], 2, 1));

    private static double[] Random(int size)
    {
        var random = CounterRandom.For(size, "eigen");
        double[] matrix = new double[size * size];
        for (int i = 0; i < size; i++)
            for (int j = 0; j <= i; j++) matrix[(i * size) + j] = matrix[(j * size) + i] = random.NextNormal();
        return matrix;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
