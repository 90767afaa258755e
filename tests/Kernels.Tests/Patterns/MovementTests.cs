using Tauric.Engine;
using Tauric.Kernels.Patterns;

namespace Tauric.Kernels.Tests.Patterns;

public sealed class MovementTests
{
    [Fact]
    public void A_state_is_a_run_of_one() => Assert.Equal(new Movement(-1, -1), -1);

    [Theory]
    [InlineData(-3, 0)]
    [InlineData(0, 3)]
    [InlineData(1, 0)]
    public void A_state_there_is_not_is_refused(int low, int high) =>
        Assert.Throws<PlanException>(() => new Movement(low, high));
}
