using Tauric.Engine;
using Tauric.Kernels.Clustering;

namespace Tauric.Kernels.Tests.Clustering;

public sealed class AdjustedRandIndexTests
{
    internal static readonly int[] First =
        [0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 4, 4, -1, -1, 0, 1, 2, 3, 4];

    internal static readonly int[] Second =
        [0, 0, 1, 0, 1, 1, 2, 2, 2, 2, 0, 2, 3, 1, 3, 3, 3, -1, 0, 0, 1, 2, 2, 4];

    /// <summary>scikit-learn 1.2.1.</summary>
    [Fact]
    public void Values_are_those_of_the_reference()
    {
        Assert.Equal(0.3423659129134741, AdjustedRandIndex.Of(First, Second), 1e-12);
        int[] halves = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1], turns = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1];
        Assert.Equal(-0.08, AdjustedRandIndex.Of(halves, turns), 1e-12);
    }

    [Fact]
    public void The_same_up_to_numbers_is_1()
    {
        Assert.Equal(1, AdjustedRandIndex.Of(First, [.. First.Select(label => 7 - label)]));
        Assert.Equal(1, AdjustedRandIndex.Of([], []));
        Assert.Equal(1, AdjustedRandIndex.Of([5], [0]));
        Assert.Equal(1, AdjustedRandIndex.Of([1, 2, 3], [3, 1, 2]));
        Assert.Equal(1, AdjustedRandIndex.Of([1, 1, 1], [0, 0, 0]));
    }

    [Fact]
    public void Order_of_the_labellings_and_of_the_rows_does_not_show()
    {
        int[] order = [.. Enumerable.Range(0, First.Length)];
        CounterRandom.For(1, "rows").Shuffle<int>(order);
        int[] first = [.. order.Select(row => First[row])], second = [.. order.Select(row => Second[row])];
        Assert.Equal(AdjustedRandIndex.Of(First, Second), AdjustedRandIndex.Of(second, first));
    }

    [Fact]
    public void Labellings_of_different_rows_are_refused() =>
        Assert.Throws<ArgumentException>(() => AdjustedRandIndex.Of([1], [1, 2]));
}
