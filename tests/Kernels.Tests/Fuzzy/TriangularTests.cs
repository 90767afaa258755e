using Tauric.Kernels.Fuzzy;

namespace Tauric.Kernels.Tests.Fuzzy;

public sealed class TriangularTests : MembershipContract
{
    protected override IMembership Typical => new Triangular(8, 10, 11);

    protected override (double RisesUpTo, double FallsFrom) Top => (10, 10);

    protected override (double Value, double Degree)[] Known =>
        [(8, 0), (9, 0.5), (9.5, 0.75), (10, 1), (10.5, 0.5), (10.75, 0.25), (11, 0), (7, 0), (12, 0)];

    [Fact]
    public void The_peak_is_exactly_1_for_widths_without_an_exact_reciprocal() => Assert.All(
        Enumerable.Range(1, 1000), width => Assert.Equal(1, new Triangular(0, width / 10.0, 1e6).Degree(width / 10.0)));

    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(1, 2, 2)]
    [InlineData(1, double.NaN, 2)]
    [InlineData(double.NegativeInfinity, 0, 1)]
    public void Corners_out_of_order_are_refused(double left, double peak, double right) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Triangular(left, peak, right));
}
