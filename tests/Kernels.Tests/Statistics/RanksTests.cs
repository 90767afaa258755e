using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class RanksTests
{
    [Fact]
    public void Equal_values_share_the_mean_of_their_places()
    {
        var ranks = new double[6];
        Ranks.Average([3, 1, 3, 9, 3, 0], ranks);
        Assert.Equal([4, 2, 4, 6, 4, 1], ranks);
    }

    [Fact]
    public void Two_equal_values_get_a_half()
    {
        var ranks = new double[3];
        Ranks.Average([-0.0, 5, 0.0], ranks);
        Assert.Equal([1.5, 3, 1.5], ranks);
    }
}
