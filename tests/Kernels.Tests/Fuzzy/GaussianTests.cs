using Tauric.Kernels.Fuzzy;

namespace Tauric.Kernels.Tests.Fuzzy;

public sealed class GaussianTests : MembershipContract
{
    protected override IMembership Typical => new Gaussian(10, 2);

    protected override (double RisesUpTo, double FallsFrom) Top => (10, 10);

    // e^−½, e^−2, e^−⅛ and e^−4.5 from tables.
    protected override (double Value, double Degree)[] Known =>
    [
        (10, 1), (8, 0.60653065971263342), (12, 0.60653065971263342), (14, 0.1353352832366127),
        (9, 0.88249690258459540), (16, 0.011108996538242306),
    ];

    [Fact]
    public void By_default_it_is_one_half_half_a_unit_away() => Assert.Equal(0.5, new Gaussian().Degree(0.5), 1e-15);

    [Fact]
    public void A_width_of_0_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Gaussian(0, 0));
}
