using Tauric.Host.Configuration;

namespace Tauric.Host.Tests.Configuration;

public sealed class ModelConfigTests
{
    [Theory]
    [InlineData("rules", "writer.kind=rules")]
    [InlineData("endpoint", "writer.kind=endpoint")]
    [InlineData("models/x.gguf", "writer.kind=llama writer.path=models/x.gguf")]
    public void The_option_names_a_kind_or_a_model(string option, string settings) =>
        Assert.Equal(settings, string.Join(' ', ModelConfig.Named(option).Select(s => $"{s.Path}={s.Text}")));

    [Fact]
    public void A_kind_that_lacks_something_says_what()
    {
        Assert.Empty(ModelConfig.Writer.Problems());
        Assert.StartsWith("topics.embedding.path:",
            Assert.Single((ModelConfig.Embedding with { Kind = "llama" }).Problems()));
        Assert.Equal(["writer.url", "writer.name"],
            (ModelConfig.Writer with { Kind = "endpoint" }).Problems().Select(p => p.Split(':')[0]));
    }

    [Theory]
    [InlineData("localhost:8080/v1")]
    [InlineData("http://me:hunter2@localhost/v1")]
    [InlineData("http://localhost/v1?key=hunter2")]
    public void An_address_that_may_hold_a_secret_is_refused_without_repeating_it(string url)
    {
        string problem = Assert.Single((ModelConfig.Sentiment with { Url = url }).Problems());
        Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
    }
}
