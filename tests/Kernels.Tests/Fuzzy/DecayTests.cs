using Tauric.Kernels.Fuzzy;
using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Tests.Fuzzy;

public sealed class DecayTests
{
    [Fact]
    public void Agrees_with_the_library_within_two_units_in_the_last_place() => Assert.All(
        Enumerable.Range(0, 20_000).Select(i => -i * i * 1.76e-6),
        x => Assert.Equal(Math.Exp(x), Exp(x), 2 * (Math.BitIncrement(Math.Exp(x)) - Math.Exp(x))));

    [Fact]
    public void Is_1_at_0_and_0_where_it_would_lose_digits()
    {
        Assert.Equal(1, Exp(0));
        Assert.True(Exp(-708) > 0);
        Assert.Equal(0, Exp(Math.BitDecrement(-708.0)));
        Assert.Equal(0, Exp(double.NegativeInfinity));
        Assert.Equal(double.NaN, Exp(double.NaN));
    }

    private static double Exp(double x) => Decay.Exp<ScalarLane>(x);
}
