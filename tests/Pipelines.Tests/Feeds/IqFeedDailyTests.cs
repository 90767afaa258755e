using Tauric.Pipelines.Stories.Market;

namespace Tauric.Pipelines.Tests.Feeds;

public class IqFeedDailyTests
{
    private const string Key = "iqfeed_daily/market/2025-03-14.csv";

    [Fact]
    public void Rows_are_bars_known_at_their_session_s_close()
    {
        StepResult result = RawPayloads.Normalize(new NormalizeDaily(), (Key,
            "AAPL,LH,2025-03-14,214.0,209.5,211.25,213.5,60107582,0,\r\n"
            + "AAPL,2025-03-07,241.4,234.8,235.1,239.1,46273565,0\r\n"));
        Assert.Empty(result.Rejects);
        Assert.Equal(
            ["2025-03: AAPL|2025-03-07T14:30:00Z|2025-03-07T21:00:00Z|235.1|241.4|234.8|239.1|46273565",
             "2025-03: AAPL|2025-03-14T13:30:00Z|2025-03-14T20:00:00Z|211.25|214|209.5|213.5|60107582"],
            result.Lines);
    }

    [Theory]
    [InlineData("2025-02-28,1,1,1,1,5,0", "other-month")]
    [InlineData("2025-03-17,1,1,1,1,5,0", "after-payload")]
    [InlineData("2025-03-08,1,1,1,1,5,0", "not-a-session")]
    [InlineData("2025-03-32,1,1,1,1,5,0", "malformed-time")]
    [InlineData("2025-03-07,1,2,1,1,5,0", "high-below-low")]
    [InlineData("2025-03-07,1,1,1,1,5", "missing-column")]
    public void A_bad_row_is_refused_alone(string row, string reason)
    {
        StepResult result = RawPayloads.Normalize(new NormalizeDaily(), (Key, $"AAPL,{row}\n"));
        Assert.Equal([(reason, Key + "#1")], result.Rejects.Select(reject => (reject.Reason, reject.Where)));
        Assert.Empty(result.Rows);
    }
}
