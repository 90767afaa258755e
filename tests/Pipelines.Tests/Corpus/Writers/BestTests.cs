using Tauric.Pipelines.Corpus.Writers;

namespace Tauric.Pipelines.Tests.Corpus.Writers;

public sealed class BestTests
{
    [Theory]
    [InlineData("a1 b2 c3", "c b a", 6)]
    [InlineData("a1 b1 c1 d1", "a b c", 3)]
    [InlineData("a1 b2 c2 d3 e2", "d b c", 7)]
    [InlineData("", "", 0)]
    public void The_highest_scores_stay_and_of_equal_ones_the_first(string offered, string kept, int sum)
    {
        var best = new Best<char>(3);
        foreach (string item in offered.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            best.Offer(item[0], item[1] - '0');
        Assert.Equal(kept, string.Join(' ', best.Items));
        Assert.Equal(sum, best.ScoreSum);
    }
}
