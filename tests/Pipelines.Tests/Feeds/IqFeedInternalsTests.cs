using Tauric.Pipelines.Feeds;
using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Stories.Market;

namespace Tauric.Pipelines.Tests.Feeds;

public class IqFeedInternalsTests
{
    private const string Key = "iqfeed_internals/market/2025-03-14.csv";

    [Fact]
    public void The_close_counts_and_may_be_negative()
    {
        StepResult result = Normalize("TICK,2025-03-14,1100,-1250,100,-432,0,0\r\n"
            + "TRIN,LH,2025-03-13,1.9,0.4,1.1,0.87,0,0\r\n");
        Assert.Empty(result.Rejects);
        Assert.Equal(
            [$"2025-03: TRIN|2025-03-13T20:00:00Z|2025-03-13T20:00:00Z|0.87|{Key}#TRIN/2025-03-13",
             $"2025-03: TICK|2025-03-14T20:00:00Z|2025-03-14T20:00:00Z|-432|{Key}#TICK/2025-03-14"],
            result.Lines);
    }

    [Fact]
    public void A_number_of_an_earlier_month_is_known_when_it_came()
    {
        StepResult result = Normalize("TICK,2025-02-28,1,1,1,7,0,0\r\n");
        Assert.Equal(["2025-03-15T03:59:59.999999Z"], result.All("known_at"));
        Assert.Equal(["2025-02-28T21:00:00Z"], result.All("event_time"));
    }

    [Theory]
    [InlineData("TICK,2025-03-15,1,1,1,1,0,0", "after-payload")]
    [InlineData("TICK,2025-03-09,1,1,1,1,0,0", "not-a-session")]
    [InlineData("TICK,2025-03-14,1,1,1,NaN,0,0", "not-finite")]
    [InlineData("T/K,2025-03-14,1,1,1,1,0,0", "bad-symbol")]
    [InlineData("TICK,2025-03-14,1,1,1", "missing-column")]
    [InlineData("TICK,2025-03-99,1,1,1,1,0,0", "malformed-time")]
    [InlineData("TICK,E,!NO_DATA!,,", "no-data")]
    public void A_bad_row_is_refused_alone(string row, string reason)
    {
        StepResult result = Normalize(row + "\r\n");
        Assert.Equal([(reason, Key + "#1")], result.Rejects.Select(reject => (reject.Reason, reject.Where)));
    }

    private static StepResult Normalize(string text) =>
        RawPayloads.Normalize(new NormalizeValues<InternalsValue>(MarketDatasets.Internals), (Key, text));
}
