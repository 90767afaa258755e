using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Tauric.Engine;
using Tauric.Kernels.Lanes;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class ElementaryTests
{
    /// <summary>First 20 digits of tables; the decimal literal is rounded to the nearest double.</summary>
    [Fact]
    public void Known_values_are_met_to_the_last_place()
    {
        AssertUlps(0.69314718055994530942, Elementary.Log(2), 1);
        AssertUlps(2.30258509299404568402, Elementary.Log(10), 1);
        AssertUlps(-744.44007192138126231, Elementary.Log(double.Epsilon), 1);
        AssertUlps(709.78271289338399684, Elementary.Log(double.MaxValue), 1);
        AssertUlps(2.71828182845904523536, Elementary.Exp(1), 1);
        AssertUlps(0.36787944117144232160, Elementary.Exp(-1), 1);
        AssertUlps(22026.4657948067165170, Elementary.Exp(10), 1);
        AssertUlps(double.Epsilon, Elementary.Exp(-745), 0);
    }

    [Fact]
    public void The_platforms_library_agrees_to_two_units_in_the_last_place()
    {
        var random = CounterRandom.For(3, "elementary");
        for (int trial = 0; trial < 100_000; trial++)
        {
            double exponent = (random.NextUniform() - 0.5) * 1400, near = 1 + ((random.NextUniform() - 0.5) * 0.1);
            AssertUlps(Math.Exp(exponent), Elementary.Exp(exponent), 2);
            AssertUlps(Math.Log(Math.Exp(exponent)), Elementary.Log(Math.Exp(exponent)), 2);
            AssertUlps(Math.Log(near), Elementary.Log(near), 2);
        }
    }

    [Fact]
    public void The_edges_are_those_of_the_mathematics()
    {
        Assert.Equal(0, Elementary.Log(1));
        Assert.Equal(double.NegativeInfinity, Elementary.Log(0));
        Assert.Equal(double.PositiveInfinity, Elementary.Log(double.PositiveInfinity));
        Assert.Equal(double.NaN, Elementary.Log(-1));
        Assert.Equal(double.NaN, Elementary.Log(double.NaN));
        Assert.Equal(1, Elementary.Exp(0));
        Assert.Equal(0, Elementary.Exp(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, Elementary.Exp(710));
        Assert.Equal(double.NaN, Elementary.Exp(double.NaN));
    }

    [Fact]
    public void Four_lanes_give_the_bits_of_one()
    {
        if (!VectorLane.IsSupported) Assert.Skip("This processor has no lanes of four.");
        double[] values = [0, 1, -1, 1e-310, 2.5, 1e300, -745, 709.9, double.NaN, 1e-9, -1e-9, double.MaxValue];
        for (int at = 0; at < values.Length; at += 4)
        {
            VectorLane four = Unsafe.BitCast<Vector256<double>, VectorLane>(Vector256.Create(values.AsSpan(at, 4)));
            AssertLanes(Elementary.Log, Elementary.Log(four), values.AsSpan(at, 4));
            AssertLanes(Elementary.Exp, Elementary.Exp(four), values.AsSpan(at, 4));
        }
    }

    private static void AssertLanes(Func<double, double> one, VectorLane four, ReadOnlySpan<double> of)
    {
        Vector256<double> answers = Unsafe.BitCast<VectorLane, Vector256<double>>(four);
        for (int i = 0; i < 4; i++) Assert.Equal(one(of[i]), answers[i]);
    }

    private static void AssertUlps(double expected, double actual, double ulps) => Assert.True(
        Math.Abs(expected - actual) <= ulps * (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected)),
        $"{actual:R} is not {expected:R}");
}
