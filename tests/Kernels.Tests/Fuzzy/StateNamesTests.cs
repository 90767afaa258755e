using Tauric.Kernels.Fuzzy;

namespace Tauric.Kernels.Tests.Fuzzy;

public sealed class StateNamesTests
{
    [Fact]
    public void Five_levels_are_told_from_low_to_high_and_the_middle_has_its_own_name() =>
        Assert.Equal(["very_low", "low", "normal", "high", "very_high"], StateNames.Levels("normal"));
}
