using Tauric.Kernels.Fuzzy;

namespace Tauric.Kernels.Tests.Fuzzy;

public sealed class TrapezoidTests : MembershipContract
{
    protected override IMembership Typical => new Trapezoid(6, 8, 11, 12);

    protected override (double RisesUpTo, double FallsFrom) Top => (8, 11);

    protected override (double Value, double Degree)[] Known =>
        [(6, 0), (6.5, 0.25), (7, 0.5), (8, 1), (9.3, 1), (11, 1), (11.25, 0.75), (12, 0)];

    [Fact]
    public void With_a_top_of_one_point_it_is_the_triangle() => Assert.All(
        Enumerable.Range(-30, 60).Select(tenth => tenth / 10.0),
        x => Assert.Equal(new Triangular(-1, 0.5, 2).Degree(x), new Trapezoid(-1, 0.5, 0.5, 2).Degree(x)));

    [Fact]
    public void Corners_out_of_order_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trapezoid(0, 0, 1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trapezoid(0, 2, 1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trapezoid(0, 1, 2, double.PositiveInfinity));
    }
}
