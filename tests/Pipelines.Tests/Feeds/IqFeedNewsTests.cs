using Tauric.Pipelines.Stories.Market;

namespace Tauric.Pipelines.Tests.Feeds;

public class IqFeedNewsTests
{
    private const string Key = "iqfeed_stream/market/2025-03-14.txt";

    [Fact]
    public void Stories_among_quotes_and_bars_are_rows_for_each_symbol_they_name()
    {
        StepResult result = Normalize("""
            S,CURRENT PROTOCOL,6.2
            Q,AAPL,213.1,100,08:29:59.000000
            N,DTN,22001,:MSFT:AAPL:,20250314 083005,Sales rise, says A &amp; B
            AAPL,BC,AAPL,2025-03-14 09:31:00,1,2,1,2,10,10,1
            """);
        Assert.Empty(result.Rejects);
        Assert.Equal(
            [$"2025-03: AAPL|2025-03-14T12:30:05Z|2025-03-14T12:30:05Z|22001|Sales rise, says A & B|~|DTN|{Key}#22001",
             $"2025-03: MSFT|2025-03-14T12:30:05Z|2025-03-14T12:30:05Z|22001|Sales rise, says A & B|~|DTN|{Key}#22001"],
            result.Lines);
    }

    [Theory]
    [InlineData("N,DTN,1,:A:,20250314 083005", "missing-column")]
    [InlineData("N,DTN,,:A:,20250314 083005,x", "no-id")]
    [InlineData("N,DTN,1,,20250314 083005,x", "no-symbols")]
    [InlineData("N,DTN,1,:../A:,20250314 083005,x", "bad-symbol")]
    [InlineData("N,DTN,1,:A:,2025-03-14,x", "malformed-time")]
    [InlineData("N,DTN,1,:A:,19010314 083005,x", "date-out-of-range")]
    [InlineData("N,DTN,1,:A:,20250314 083005, ", "no-headline")]
    public void A_bad_story_is_refused_alone(string line, string reason) =>
        Assert.Equal([(reason, Key + "#1")], Normalize(line).Rejects.Select(reject => (reject.Reason, reject.Where)));

    private static StepResult Normalize(string lines) =>
        RawPayloads.Normalize(new NormalizeMarketNews(), (Key, lines));
}
