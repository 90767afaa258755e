using Tauric.Engine;
using Tauric.Kernels.Clustering;

namespace Tauric.Kernels.Tests.Clustering;

public sealed class AdjustedMutualInformationTests
{
    /// <summary>scikit-learn 1.2.1.</summary>
    [Fact]
    public void Values_are_those_of_the_reference()
    {
        Assert.Equal(0.37639908871153677,
            AdjustedMutualInformation.Of(AdjustedRandIndexTests.First, AdjustedRandIndexTests.Second), 1e-12);
        Assert.Equal(-0.0625005143161058,
            AdjustedMutualInformation.Of([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], [0, 1, 0, 1, 0, 1, 0, 1, 0, 1]), 1e-12);
        Assert.Equal(0, AdjustedMutualInformation.Of([0, 1, 2, 3, 4, 5, 6, 7], [0, 0, 0, 0, 1, 1, 1, 1]), 1e-12);
    }

    [Fact]
    public void The_same_up_to_numbers_is_1()
    {
        int[] labels = AdjustedRandIndexTests.First;
        Assert.Equal(1, AdjustedMutualInformation.Of(labels, [.. labels.Select(label => 7 - label)]), 1e-12);
        Assert.Equal(1, AdjustedMutualInformation.Of([], []));
        Assert.Equal(1, AdjustedMutualInformation.Of([1, 2, 3], [3, 1, 2]));
        Assert.Equal(1, AdjustedMutualInformation.Of([1, 1, 1], [0, 0, 0]));
    }

    [Fact]
    public void One_cluster_says_nothing_of_several() =>
        Assert.Equal(0, AdjustedMutualInformation.Of([1, 1, 1, 1], [0, 0, 1, 2]), 1e-12);

    [Fact]
    public void Chance_is_0_on_average()
    {
        var random = CounterRandom.For(2, "labels");
        double sum = 0;
        for (int i = 0; i < 200; i++)
        {
            int[] first = [.. Enumerable.Range(0, 60).Select(_ => random.NextInt(5))];
            random.Shuffle<int>(first);
            sum += AdjustedMutualInformation.Of(first, [.. first.Select(_ => random.NextInt(7))]);
        }

        Assert.InRange(sum / 200, -0.01, 0.01);
    }
}
