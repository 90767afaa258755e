using System.Runtime.InteropServices;
using Tauric.Engine;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

/// <summary>The device gives the bits of <see cref="CorrelationMatrix"/>. Run on what the machine has.</summary>
public sealed class DeviceCorrelationMatrixTests(TestDevice device)
{
    // Around the tile of 32 columns, its 16 rows and the block of 256 rows.
    [Theory]
    [InlineData(1, 2)]
    [InlineData(5, 255)]
    [InlineData(32, 256)]
    [InlineData(33, 257)]
    [InlineData(70, 600)]
    public void Has_the_bits_of_the_processor(int columns, int rows)
    {
        foreach (double scale in (double[])[1, 1e-150, 1e150])
        {
            var expected = new CorrelationMatrix(columns, rows);
            using var found = new DeviceCorrelationMatrix(device.Required, columns, rows);
            foreach ((int column, double[] values) in Columns(columns, rows, scale).Index())
            {
                expected.Set(column, values);
                found.Set(column, values);
            }

            double[] there = new double[columns * columns], here = new double[columns * columns];
            expected.Compute(here);
            found.Compute(there);
            Assert.Equal(
                MemoryMarshal.Cast<double, long>(here).ToArray(), MemoryMarshal.Cast<double, long>(there).ToArray());
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var matrix = new DeviceCorrelationMatrix(device.Required, 2, 3);
        Assert.Throws<ArgumentException>(() => matrix.Set(0, [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Set(2, [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => matrix.Set(1, [1, 2, double.NaN]));
        Assert.Throws<ArgumentException>(() => matrix.Compute(new double[3]));
    }

    /// <summary>Every fifth column is flat.</summary>
    private static IEnumerable<double[]> Columns(int columns, int rows, double scale)
    {
        for (int column = 0; column < columns; column++)
        {
            var random = CounterRandom.For(column, "columns");
            double[] values = new double[rows];
            for (int row = 0; row < rows; row++)
                values[row] = scale * (column % 5 == 4 ? 100.1 : (column % 3) + random.NextNormal());
            yield return values;
        }
    }
}
