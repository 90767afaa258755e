using System.Runtime.Intrinsics;

namespace Tauric.WriterModel.Tests;

public sealed class ElementwiseTests
{
    [Fact]
    public void Exp_is_e_to_the_x_to_a_few_units_of_the_last_place()
    {
        for (float x = -86.9f; x < 87; x += 0.037f)
            Assert.InRange(Elementwise.Exp(Vector256.Create(x))[3] / Math.Exp(x), 1 - 4e-7, 1 + 4e-7);
    }

    [Fact]
    public void Exp_of_what_is_masked_is_nothing() =>
        Assert.Equal(Vector256<float>.Zero, Elementwise.Exp(Vector256.Create(float.NegativeInfinity)));
}
