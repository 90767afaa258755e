using Tauric.Pipelines.Topics;

namespace Tauric.Pipelines.Tests.Topics;

public sealed class TermTableTests
{
    [Fact]
    public void Words_and_pairs_that_enough_texts_have_are_counted()
    {
        var table = new TermTable(["a b a b", "b a b", "c"], textsMin: 2);
        Assert.Equal(["a", "a b", "b", "b a"], table.Terms);
        Assert.Equal([0, 4, 8, 8], table.Texts.Starts);
        Assert.Equal([2f, 2, 2, 1, 1, 1, 2, 1], table.Texts.Values);
    }

    [Fact]
    public void Classes_add_up_their_texts_and_noise_is_in_none()
    {
        var table = new TermTable(["a", "a b", "b", "a"], textsMin: 1);
        var sums = table.ByClass([0, 1, 1, -1], 2);
        Assert.Equal([0, 1, 4], sums.Starts);
        Assert.Equal([1f, 1, 1, 2], sums.Values);
    }
}
