using Tauric.Engine;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class NaturalLogTests
{
    [Fact]
    public void The_log_is_within_2_units_in_the_last_place()
    {
        var random = CounterRandom.For(1, "log");
        for (int i = 0; i < 100_000; i++)
        {
            double x = Math.ScaleB(1 + random.NextUniform(), i % 5 == 0 ? 0 : random.NextInt(2000) - 1000);
            AssertNear(Math.Log(x), NaturalLog.Of(x));
        }

        Assert.All(Enumerable.Range(1, 50_000), n => AssertNear(Math.Log(n), NaturalLog.Of(n)));
    }

    [Fact]
    public void The_exponential_is_within_2_units_in_the_last_place()
    {
        var random = CounterRandom.For(2, "exp");
        for (int i = 0; i < 100_000; i++)
        {
            double x = (random.NextUniform() - 0.5) * (i % 2 == 0 ? 1400 : 4);
            AssertNear(Math.Exp(x), NaturalLog.Exp(x));
        }
    }

    [Fact]
    public void One_and_zero_are_exact()
    {
        Assert.Equal(0, NaturalLog.Of(1));
        Assert.Equal(1, NaturalLog.Exp(0));
        Assert.Equal(0, NaturalLog.Exp(-1e9));
    }

    private static void AssertNear(double expected, double actual) =>
        Assert.InRange(actual, expected - (2 * Ulp(expected)), expected + (2 * Ulp(expected)));

    private static double Ulp(double x) => Math.BitIncrement(Math.Abs(x)) - Math.Abs(x);
}
