using Tauric.Kernels.Fuzzy;

namespace Tauric.Kernels.Tests.Fuzzy;

public sealed class PiCurveTests : MembershipContract
{
    protected override IMembership Typical => new PiCurve(6, 10, 11, 13);

    protected override (double RisesUpTo, double FallsFrom) Top => (10, 11);

    protected override (double Value, double Degree)[] Known =>
        [(6, 0), (7, 0.125), (8, 0.5), (9, 0.875), (10, 1), (10.7, 1), (11, 1), (11.5, 0.875), (12, 0.5), (13, 0)];

    [Fact]
    public void Is_the_lesser_of_S_and_Z() => Assert.All(
        Enumerable.Range(50, 100).Select(tenth => tenth / 10.0),
        x => Assert.Equal(Math.Min(new SCurve(6, 10).Degree(x), new ZCurve(11, 13).Degree(x)), Typical.Degree(x)));

    [Fact]
    public void Corners_out_of_order_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PiCurve(0, 1, 0.5, 2));
}
