using Tauric.Kernels.Text;
using Tauric.Pipelines.Embeddings;
using Tauric.Pipelines.Topics;

namespace Tauric.Pipelines.Tests.Topics;

public sealed class TopicsOptionsTests
{
    [Fact]
    public void The_defaults_are_sound() => Assert.Empty(new TopicsOptions().Problems());

    [Fact]
    public void The_reducer_suits_the_embedding_unless_it_is_named()
    {
        var auto = new TopicsOptions { Reducer = TopicsOptions.ByEmbedding };
        Assert.Empty(auto.Problems());
        using var hashed = new HashedEmbedding();
        using var other = new LatentSemanticEmbedding(LatentSemantics.Fit(["freight rates"u8.ToArray()], 1));
        Assert.Equal(("lsa", "pca"), (auto.For(hashed).Reducer, auto.For(other).Reducer));
        Assert.Equal("lsa", new TopicsOptions().For(other).Reducer);
    }

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
