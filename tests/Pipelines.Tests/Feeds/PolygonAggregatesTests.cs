using Tauric.Pipelines.Stories.Market;

namespace Tauric.Pipelines.Tests.Feeds;

public class PolygonAggregatesTests
{
    // 2025-03-14, Eastern midnight and 09:30, epoch milliseconds.
    private const long Midnight = 1741924800000, Open = 1741959000000;

    [Fact]
    public void Minute_aggregates_begin_at_their_time()
    {
        StepResult result = Minutes($$"""
            {"ticker":"AAPL","adjusted":true,"status":"OK","count":1,
             "results":[{"v":12345.5,"vw":1,"o":211,"c":211.5,"h":212,"l":210.5,"t":{{Open}},"n":4}]}
            """);
        Assert.Empty(result.Rejects);
        Assert.Equal(["2025-03-14: AAPL|2025-03-14T13:30:00Z|2025-03-14T13:31:00Z|211|212|210.5|211.5|12345.5"],
            result.Lines);
    }

    [Fact]
    public void Daily_aggregates_are_of_the_Eastern_day_they_begin()
    {
        StepResult result = RawPayloads.Normalize(new NormalizeDaily(), ("polygon_daily/AAPL/2025-03-14.json",
            $$"""{"status":"OK","results":[{"v":9,"o":1,"c":1,"h":1,"l":1,"t":{{Midnight}}}]}"""));
        Assert.Equal(["2025-03: AAPL|2025-03-14T13:30:00Z|2025-03-14T20:00:00Z|1|1|1|1|9"], result.Lines);
    }

    [Fact]
    public void A_ticker_that_did_not_trade_has_no_list()
    {
        StepResult result = Minutes("""{"ticker":"AAPL","status":"OK","resultsCount":0}""");
        Assert.Empty(result.Rejects);
        Assert.Empty(result.Rows);
    }

    [Theory]
    [InlineData("""{"status":"ERROR","error":"Unknown API Key"}""", "provider-error")]
    [InlineData("""{"status":"OK","ticker":"MSFT","results":[]}""", "other-ticker")]
    [InlineData("""{"status":"OK","results":{}}""", "unexpected-shape")]
    [InlineData("""{"status":"OK","results":[{"v":""", "malformed-json")]
    [InlineData("""<html></html>""", "malformed-json")]
    public void A_bad_answer_is_refused_whole(string json, string reason) =>
        Assert.Equal([(reason, "polygon_1min/AAPL/2025-03-14.json")],
            Minutes(json).Rejects.Select(reject => (reject.Reason, reject.Where)));

    [Theory]
    [InlineData("""{"v":9,"o":1,"c":1,"h":1,"l":1}""", "no-time")]
    [InlineData("""{"v":9,"o":1,"c":1,"h":1,"l":1,"t":1741959030000}""", "malformed-time")]
    [InlineData("""{"v":9,"o":1,"c":1,"h":1,"l":1,"t":1741955400000}""", "outside-session")]
    [InlineData("""{"v":9,"o":1,"c":1,"h":1,"l":1,"t":1742218200000}""", "other-day")]
    [InlineData("""{"v":9,"o":1,"c":1,"h":1,"t":1741959000000}""", "missing-column")]
    [InlineData("""{"v":"9","o":1,"c":1,"h":1,"l":1,"t":1741959000000}""", "wrong-type")]
    [InlineData("""{"v":9,"o":1,"c":1,"h":1,"l":2,"t":1741959000000}""", "high-below-low")]
    [InlineData("""7""", "wrong-type")]
    public void A_bad_aggregate_is_refused_alone(string item, string reason)
    {
        StepResult result = Minutes($$"""{"status":"OK","results":[{{item}}]}""");
        Assert.Equal([(reason, "polygon_1min/AAPL/2025-03-14.json#0")],
            result.Rejects.Select(reject => (reject.Reason, reject.Where)));
    }

    private static StepResult Minutes(string json) =>
        RawPayloads.Normalize(new NormalizeMinutes(), ("polygon_1min/AAPL/2025-03-14.json", json));
}
