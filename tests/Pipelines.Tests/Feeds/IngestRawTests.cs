using Tauric.Engine;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Tests.Feeds;

public class IngestRawTests
{
    [Fact]
    public void Payloads_are_kept_byte_for_byte_and_an_empty_one_is_refused()
    {
        var source = new RawPayloads([("finnhub/BRK.B/2024-03-05.json", "[ ]"u8.ToArray()),
            ("fred/GDP/2024-03-05.json", [])]);
        using var harness = new StepHarness();
        StepResult result = harness.Run(new IngestRaw(source));
        Assert.Equal(["finnhub/BRK.B/2024-03-05.json: [ ]"], result.Lines);
        Assert.Equal(["empty-payload"], result.Reasons);
        Assert.Equal(["BRK.B", null], result.Partitions.Select(partition => partition.Scope.Entity));
        Assert.All(result.Partitions, partition => Assert.Equal(64, partition.Outside.Length));
    }

    [Fact]
    public void Without_a_source_nothing_is_planned()
    {
        using var harness = new StepHarness();
        Assert.Empty(new IngestRaw(null).Plan(harness));
    }

    [Theory]
    [InlineData("finnhub/../2024-03-05.json")]
    [InlineData("finnhub/..AAPL/2024-03-05.json")]
    [InlineData("finnhub/A..B/2024-03-05.json")]
    [InlineData("finnhub/.hidden/2024-03-05.json")]
    [InlineData("finnhub/A\\B/2024-03-05.json")]
    [InlineData("finnhub/A\u0000B/2024-03-05.json")]
    [InlineData("finnhub/A\nB/2024-03-05.json")]
    [InlineData("finnhub//2024-03-05.json")]
    [InlineData("../finnhub/AAPL/2024-03-05.json")]
    [InlineData("/finnhub/2024-03-05.json")]
    [InlineData("..\\finnhub/AAPL/2024-03-05.json")]
    [InlineData("finnhub/AAPL/2024-02-30.json")]
    [InlineData("finnhub/AAPL/0001-01-01.json")]
    [InlineData("finnhub/AAPL/2024-3-5.json")]
    [InlineData("finnhub/AAPL/2024-03-05")]
    [InlineData("finnhub/AAPL/2024-03-05.json.exe")]
    [InlineData("finnhub/AAPL/２０２４-03-05.json")]
    public void A_name_that_is_no_payload_key_is_told_and_never_loaded(string key)
    {
        var source = new RawPayloads([(key, "[]"u8.ToArray())]);
        var step = new IngestRaw(source);
        using var harness = new StepHarness();
        Assert.Contains(key, Assert.Throws<UsageException>(() => harness.Run(step)).Message, StringComparison.Ordinal);
        Assert.Empty(source.Loaded);
    }

    [Fact]
    public void A_payload_over_the_limit_is_refused()
    {
        using var harness = new StepHarness();
        StepResult result = harness.Run(new IngestRaw(new RawPayloads([("fred/GDP/2024-03-05.json",
            new byte[(64 << 20) + 1])])));
        Assert.Equal(["payload-too-large"], result.Reasons);
        Assert.Empty(result.Rows);
    }

    [Fact]
    public void Two_feeds_may_not_claim_one_source()
    {
        var error = Assert.Throws<Engine.BugException>(() =>
            FeedRegistry.Found([typeof(FinnhubNews), typeof(Usurper)]));
        Assert.Contains("finnhub", error.Message, StringComparison.Ordinal);
    }

    [Feed("finnhub")]
    private sealed class Usurper : NewsFeed
    {
        public override int DaysBefore => 1;

        public override void Read(Payload payload, FeedItems<NewsItem> items) => throw new NotSupportedException();
    }
}
