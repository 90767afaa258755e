using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class QuantileBinsTests
{
    [Fact]
    public void Bins_of_distinct_values_hold_equally_many()
    {
        var states = new byte[10];
        QuantileBins.Cut([9, 8, 7, 6, 5, 4, 3, 2, 1, 0], 5, states);
        Assert.Equal([4, 4, 3, 3, 2, 2, 1, 1, 0, 0], states);
    }

    [Fact]
    public void A_value_on_an_edge_is_in_the_lower_bin()
    {
        var edges = new double[1];
        QuantileBins.Edges([1, 2, 3], edges);
        Assert.Equal([2], edges);
        Assert.Equal([0, 0, 1], new double[] { 1, 2, 2.5 }.Select(value => QuantileBins.StateOf(value, edges)));
    }

    [Fact]
    public void A_flat_column_is_all_in_the_lowest()
    {
        var states = new byte[7];
        QuantileBins.Cut([3, 3, 3, 3, 3, 3, 3], 5, states);
        Assert.Equal(new byte[7], states);
    }
}
