using Tauric.Pipelines.Decisions.Quality;

namespace Tauric.Pipelines.Tests.Decisions.Quality;

public sealed class GTestTests
{
    [Theory]
    [InlineData(new[] { 10, 20, 30 }, new[] { 20, 20, 20 }, 0.07000213560638)]
    [InlineData(new[] { 12, 8, 9, 11, 10 }, new[] { 3, 10, 14, 9, 14 }, 0.10191341676135)]
    [InlineData(new[] { 0, 25, 25 }, new[] { 5, 22, 23 }, 0.03318671244530)]
    public void P_is_that_of_the_table_by_hand(int[] x, int[] y, double p)
    {
        Assert.Equal(p, GTest.P(x, y), 1e-9);
        Assert.Equal(p, GTest.P(y, x), 1e-9);
    }

    [Fact]
    public void Bins_that_ties_left_empty_do_not_count()
    {
        Assert.Equal(GTest.P([10, 20, 30], [20, 20, 20]), GTest.P([10, 0, 20, 30, 0], [20, 0, 20, 20, 0]));
        Assert.Equal(1, GTest.P([50, 0, 0], [70, 0, 0]));
        Assert.Equal(1, GTest.P([5, 10, 15], [10, 20, 30]), 1e-12);
    }
}
