using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Tests.Vectors;

public sealed class AxpyTests
{
    [Fact]
    public void Any_length_has_the_bits_of_one_multiply_add_a_value()
    {
        for (int length = 0; length < 40; length++)
        {
            double[] values = [.. Enumerable.Range(1, length).Select(i => 1.0 / i)], to = [.. values.Select(Math.Sqrt)];
            double[] expected = [.. to.Zip(values, (sum, value) => Math.FusedMultiplyAdd(0.7, value, sum))];
            Axpy.Add(0.7, values, to);
            Assert.Equal(expected, to);
        }
    }
}
