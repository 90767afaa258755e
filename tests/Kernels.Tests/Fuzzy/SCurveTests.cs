using Tauric.Kernels.Fuzzy;

namespace Tauric.Kernels.Tests.Fuzzy;

public sealed class SCurveTests : MembershipContract
{
    protected override IMembership Typical => new SCurve(8, 12);

    protected override (double RisesUpTo, double FallsFrom) Top => (double.PositiveInfinity, double.PositiveInfinity);

    protected override (double Value, double Degree)[] Known =>
        [(7, 0), (8, 0), (9, 0.125), (10, 0.5), (11, 0.875), (12, 1), (13, 1)];

    [Fact]
    public void A_top_below_the_foot_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SCurve(1, 1));
}
