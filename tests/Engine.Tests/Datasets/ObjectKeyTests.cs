using Tauric.Engine.Datasets;

namespace Tauric.Engine.Tests.Datasets;

public sealed class ObjectKeyTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("news/BRK.B/2024-03-05.jsonl")]
    [InlineData("é/...")]
    public void A_relative_path_is_safe(string key) => Assert.Equal(key, ObjectKey.Require(key));

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("/a", "empty segment")]
    [InlineData("a//b", "empty segment")]
    [InlineData("a/", "empty segment")]
    [InlineData("..", "'..'")]
    [InlineData("a/./b", "'.'")]
    [InlineData("a\\b", "backslash")]
    [InlineData("C:", "drive")]
    [InlineData("a\u0007", "U+0007")]
    public void Any_other_is_refused_with_the_reason(string key, string reason)
    {
        Assert.False(ObjectKey.IsSafe(key));
        Assert.Contains(reason, Assert.Throws<UsageException>(() =>
            ObjectKey.Require(key)).Message, StringComparison.Ordinal);
    }
}
