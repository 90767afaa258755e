using System.Runtime.InteropServices;
using Tauric.Engine;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

/// <summary>The device gives the bits of <see cref="InformationMatrix"/>. Run on what the machine has.</summary>
public sealed class DeviceInformationMatrixTests(TestDevice device)
{
    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(7, 5, 300)]
    [InlineData(8, 3, 256)]
    [InlineData(37, 5, 257)]
    [InlineData(4, 32, 1000)]
    public void Has_the_bits_of_the_processor(int columns, int states, int rows)
    {
        var random = CounterRandom.For(columns, "states");
        var planes = new BitPlanes(columns, states, rows);
        byte[] values = new byte[rows];
        for (int column = 0; column < columns; column++)
        {
            // The third column is in one state throughout.
            foreach (ref byte value in values.AsSpan()) value = (byte)random.NextInt(column == 2 ? 1 : states);
            planes.Set(column, values);
        }

        double[] here = new double[columns * columns], there = new double[columns * columns];
        new InformationMatrix(planes).Compute(here);
        using var matrix = new DeviceInformationMatrix(device.Required, planes);
        matrix.Compute(there);
        Assert.Equal(
            MemoryMarshal.Cast<double, long>(here).ToArray(), MemoryMarshal.Cast<double, long>(there).ToArray());
        Assert.Throws<ArgumentException>(() => matrix.Compute(new double[(columns * columns) + 1]));
    }
}
