using Tauric.Pipelines.Topics;

namespace Tauric.Pipelines.Tests.Topics;

public sealed class TopicsOptionsTests
{
    [Fact]
    public void The_defaults_are_sound() => Assert.Empty(new TopicsOptions().Problems());

    [Fact]
    public void Every_problem_names_its_key()
    {
        var wrong = new TopicsOptions
        {
            Reducer = "umap",
            Components = 1,
            TopicSizeMin = 1,
            TopicSamples = 0,
            TopicSelection = "all",
            Keywords = 11,
            KeywordDiversity = 2,
            ThemeSizeMin = 1,
            ThemeFirmsMin = 0,
            DominanceMax = double.NaN,
            ContinuityMin = -1,
        };
        string[] problems = [.. wrong.Problems()];
        Assert.Equal(11, problems.Length);
        Assert.All(problems, problem => Assert.StartsWith("topics.", problem, StringComparison.Ordinal));
    }
}
