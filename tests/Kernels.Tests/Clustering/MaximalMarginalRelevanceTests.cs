using Tauric.Kernels.Clustering;
using Tauric.Kernels.Tests.Vectors;

namespace Tauric.Kernels.Tests.Clustering;

public sealed class MaximalMarginalRelevanceTests
{
    // Two near the query and each other, one further off on the other side, one opposite.
    private static readonly RandomRows s_rows = RandomRows.Of(2, 1, 0.1f, 1, 0.12f, 1, -0.6f, -1, 0);

    [Theory]
    [InlineData(0, new[] { 0, 1, 2, 3 })]
    [InlineData(0.5, new[] { 0, 2, 1, 3 })]
    [InlineData(1, new[] { 0, 3, 2, 1 })]
    public void Worked_by_hand(double diversity, int[] order)
    {
        int[] chosen = new int[4];
        Assert.Equal(4, MaximalMarginalRelevance.Select(s_rows.Rows, [1, 0], diversity, chosen));
        Assert.Equal(order, chosen);
    }

    [Fact]
    public void There_are_no_more_than_there_is_room_or_are_rows()
    {
        int[] two = new int[2], nine = new int[9];
        Assert.Equal(2, MaximalMarginalRelevance.Select(s_rows.Rows, [1, 0], 0.3, two));
        Assert.Equal(4, MaximalMarginalRelevance.Select(s_rows.Rows, [1, 0], 0.3, nine));
        Assert.Equal(nine[..2], two);
        Assert.Equal(0, MaximalMarginalRelevance.Select(s_rows.Rows.Slice(0, 0), [1, 0], 0.3, nine));
    }

    [Fact]
    public void Of_equal_rows_the_lower_comes_first()
    {
        int[] chosen = new int[3];
        MaximalMarginalRelevance.Select(RandomRows.Of(1, 2, 2, 2).Rows, [1], 0.5, chosen);
        Assert.Equal([0, 1, 2], chosen);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Diversity_is_a_share(double diversity) => Assert.Throws<ArgumentOutOfRangeException>(
        () => MaximalMarginalRelevance.Select(s_rows.Rows, [1, 0], diversity, new int[1]));
}
