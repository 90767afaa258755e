using Tauric.Kernels.Fuzzy;

namespace Tauric.Kernels.Tests.Fuzzy;

public sealed class ZCurveTests : MembershipContract
{
    protected override IMembership Typical => new ZCurve(8, 12);

    protected override (double RisesUpTo, double FallsFrom) Top => (double.NegativeInfinity, double.NegativeInfinity);

    protected override (double Value, double Degree)[] Known =>
        [(7, 1), (8, 1), (9, 0.875), (10, 0.5), (11, 0.125), (12, 0), (13, 0)];

    [Fact]
    public void Is_what_the_S_lacks_to_1() => Assert.All(
        Enumerable.Range(0, 100).Select(tenth => tenth / 10.0),
        x => Assert.Equal(1, Typical.Degree(x) + new SCurve(8, 12).Degree(x), 1e-15));

    [Fact]
    public void A_foot_below_the_top_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new ZCurve(2, 1));
}
