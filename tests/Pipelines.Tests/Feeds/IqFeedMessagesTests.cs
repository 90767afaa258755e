using Tauric.Pipelines.Stories.Market;

namespace Tauric.Pipelines.Tests.Feeds;

public class IqFeedMessagesTests
{
    private const string Key = "iqfeed_stream/market/2025-03-14.csv";

    [Fact]
    public void Complete_bars_are_bars_and_quotes_are_none()
    {
        StepResult result = RawPayloads.Normalize(new NormalizeMinutes(), (Key,
            "S,SERVER CONNECTED\r\n"
            + "T,20250314 09:30:00\r\n"
            + "P,AAPL,211.5,100,09:29:59.123456,11,0,211.4,200,211.6,300,,,,210.1,Cbasohlcv,3D\r\n"
            + "F,AAPL,5,24.3\r\n"
            + "R,AAPL,,NYSE\r\n"
            + "N,DTN,22012345,AAPL:MSFT:,20250314 093000,A headline\r\n"
            + "B-AAPL,BH,AAPL,2025-03-14 09:31:00,211.0,212.0,210.5,211.5,5000,5000,40\r\n"
            + "Q,AAPL,211.6,100,09:31:05.000000,11,5100,211.5,200,211.7,300,211,212,210.5,210.1,Cbasohlcv,3D17\r\n"
            + "B-AAPL,BU,AAPL,2025-03-14 09:32:00,211.5,211.6,211.5,211.6,5100,100,1\r\n"
            + "B-AAPL,BC,AAPL,2025-03-14 09:32:00,211.5,211.7,211.2,211.3,9000,4000,30,\r\n"
            + "BC,MSFT,2025-03-14 09:32:00,400,400,400,400,10,10,1\r\n"));
        Assert.Empty(result.Rejects);
        Assert.Equal(
            ["2025-03-14: AAPL|2025-03-14T13:30:00Z|2025-03-14T13:31:00Z|211|212|210.5|211.5|5000",
             "2025-03-14: AAPL|2025-03-14T13:31:00Z|2025-03-14T13:32:00Z|211.5|211.7|211.2|211.3|4000",
             "2025-03-14: MSFT|2025-03-14T13:31:00Z|2025-03-14T13:32:00Z|400|400|400|400|10"],
            result.Lines);
    }

    [Theory]
    [InlineData("n,ZZZZ", "unknown-symbol")]
    [InlineData("E,Not authorised", "provider-error")]
    [InlineData("B-AAPL,E,Invalid symbol", "provider-error")]
    [InlineData("?,what", "unknown-message")]
    [InlineData("X,BC,AAPL,2025-03-14 09:32,1,1,1,1,1,1,1", "malformed-time")]
    [InlineData("X,BC,AAPL,2025-03-14 09:32:00,1,1,1,1,1,1", "missing-column")]
    [InlineData("X,BC,AAPL,2025-03-14 09:32:00,1,1,1,1,1,1,1,1,1", "unknown-column")]
    [InlineData("X,BC,AAPL,2025-03-14 09:32:00,1,1,x,1,1,1,1", "not-a-number")]
    [InlineData("X,BC,AAPL,2025-03-14 08:32:00,1,1,1,1,1,1,1", "outside-session")]
    [InlineData("X,BC,AAPL,2025-03-14 09:32:00,1,1,2,1,1,1,1", "high-below-low")]
    public void A_bad_message_is_refused_alone(string line, string reason)
    {
        StepResult result = RawPayloads.Normalize(new NormalizeMinutes(), (Key, line + "\r\n"));
        Assert.Equal([new Reject("2025-03-14", reason, Key + "#1", line)], result.Rejects);
    }
}
