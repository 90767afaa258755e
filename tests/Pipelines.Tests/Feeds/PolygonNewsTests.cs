using Tauric.Pipelines.Stories.Market;

namespace Tauric.Pipelines.Tests.Feeds;

public class PolygonNewsTests
{
    private const string Key = "polygon_news/market/2025-03-14.json";

    [Fact]
    public void A_story_is_a_row_for_each_ticker_it_names()
    {
        StepResult result = Normalize("""
            {"id":"a1","publisher":{"name":"The Wire"},"title":"A &amp; B","author":"X",
             "published_utc":"2025-03-14T12:30:05Z",
             "article_url":"u","tickers":["MSFT","AAPL","MSFT"],"description":"<p>Why.</p>"}
            """);
        Assert.Empty(result.Rejects);
        Assert.Equal(
            [$"2025-03: AAPL|2025-03-14T12:30:05Z|2025-03-14T12:30:05Z|a1|A & B|Why.|The Wire|{Key}#a1",
             $"2025-03: MSFT|2025-03-14T12:30:05Z|2025-03-14T12:30:05Z|a1|A & B|Why.|The Wire|{Key}#a1"],
            result.Lines);
    }

    [Theory]
    [InlineData("""{"id":"a","title":null,"published_utc":"2025-03-14T12:30:05Z","tickers":["A"]}""", "no-headline")]
    [InlineData("""{"id":"a","title":"x","tickers":["A"]}""", "no-time")]
    [InlineData("""{"id":"a","title":"x","published_utc":"yesterday","tickers":["A"]}""", "malformed-time")]
    [InlineData("""{"id":"a","title":"x","published_utc":"2025-03-14T12:30:05","tickers":["A"]}""", "malformed-time")]
    [InlineData("""{"title":"x","published_utc":"2025-03-14T12:30:05Z","tickers":["A"]}""", "no-id")]
    [InlineData("""{"id":"a","title":"x","published_utc":"2025-03-14T12:30:05Z","tickers":[]}""", "no-symbols")]
    [InlineData("""{"id":"a","title":"x","published_utc":"2025-03-14T12:30:05Z"}""", "unexpected-shape")]
    [InlineData("""{"id":"a","title":"x","published_utc":"2025-03-14T12:30:05Z","tickers":["../A"]}""", "bad-symbol")]
    [InlineData("""{"id":"a","title":"x","published_utc":"2025-03-14T12:30:05Z","tickers":[1]}""", "bad-symbol")]
    public void A_bad_story_is_refused_alone(string story, string reason) =>
        Assert.Equal([(reason, Key + "#0")], Normalize(story).Rejects.Select(reject => (reject.Reason, reject.Where)));

    private static StepResult Normalize(string story) => RawPayloads.Normalize(new NormalizeMarketNews(),
        (Key, $$"""{"results":[{{story}}],"status":"OK","request_id":"r","count":1}"""));
}
