using Tauric.Kernels.Fuzzy;

namespace Tauric.Kernels.Tests.Fuzzy;

public sealed class BellTests : MembershipContract
{
    protected override IMembership Typical => new Bell(10, 2, 3);

    protected override (double RisesUpTo, double FallsFrom) Top => (10, 10);

    protected override (double Value, double Degree)[] Known =>
        [(10, 1), (8, 0.5), (12, 0.5), (14, 1 / 65.0), (11, 64 / 65.0), (16, 1 / 730.0)];

    [Fact]
    public void The_power_is_the_product_of_its_factors() => Assert.All(Enumerable.Range(1, 64), steepness =>
    {
        double expected = 1 / (1 + Math.Pow(1.3, 2 * steepness));
        Assert.Equal(expected, new Bell(0, 1, steepness).Degree(-1.3), expected * 1e-13);
    });

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bell(0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bell(0, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bell(double.NaN));
    }
}
