using Tauric.Engine;
using Tauric.Pipelines.Topics;

namespace Tauric.Pipelines.Tests.Topics;

public sealed class QuarterTests
{
    [Theory]
    [InlineData("2023Q1", 2023, 1, 1, 2023, 3, 31)]
    [InlineData("2024Q1", 2024, 1, 1, 2024, 3, 31)]
    [InlineData("2023Q4", 2023, 10, 1, 2023, 12, 31)]
    public void A_quarter_has_its_days(string text, int y1, int m1, int d1, int y2, int m2, int d2)
    {
        var quarter = Quarter.Parse(text);
        Assert.Equal((new DateOnly(y1, m1, d1), new DateOnly(y2, m2, d2)), (quarter.First, quarter.Last));
        Assert.Equal(text, quarter.ToString());
        Assert.Equal(quarter, Quarter.Of(quarter.First));
        Assert.Equal(quarter, Quarter.Of(quarter.Last));
        Assert.False(quarter.Contains(quarter.Last.AddDays(1)));
        Assert.Equal(Quarter.Of(quarter.First.AddDays(-1)), quarter.Previous);
    }

    [Theory]
    [InlineData("2023Q5")]
    [InlineData("2023")]
    [InlineData("23Q1")]
    [InlineData("+023Q1")]
    [InlineData("0023Q1")]
    public void What_is_no_quarter_is_refused(string text)
    {
        string message = Assert.Throws<UsageException>(() => Quarter.Parse(text)).Message;
        Assert.Contains(text, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2023Q1-07", "2023Q1/07")]
    [InlineData("2023Q1", "2023Q1/00")]
    [InlineData("2023Q1-a-b", "2023Q1/a-b")]
    public void The_entity_of_a_payload_names_its_chunk(string entity, string key)
    {
        Assert.True(Chunk.TryParseEntity(entity, out Chunk chunk));
        Assert.Equal(key, chunk.Key);
        Assert.Equal(chunk, Chunk.Parse(key));
    }

    [Fact]
    public void Other_entities_are_no_chunks() => Assert.False(Chunk.TryParseEntity("all", out _));
}
