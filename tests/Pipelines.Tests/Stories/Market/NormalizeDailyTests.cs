using Tauric.Pipelines.Stories.Market;
using Tauric.Pipelines.Tests.Feeds;

namespace Tauric.Pipelines.Tests.Stories.Market;

public class NormalizeDailyTests
{
    [Fact]
    public void A_payload_never_changes_what_was_known_before_it()
    {
        (string, string) early = ("iqfeed_daily/market/2025-03-13.csv", Row("2025-03-12", 10) + Row("2025-03-13", 11));
        (string, string) late = ("iqfeed_daily/market/2025-03-14.csv", Row("2025-03-13", 12) + Row("2025-03-14", 13));
        StepResult before = RawPayloads.Normalize(new NormalizeDaily(), early);
        StepResult after = RawPayloads.Normalize(new NormalizeDaily(), early, late);
        Assert.Equal(["10", "11"], before.All("close"));
        Assert.Equal(before.Lines, after.Lines.Take(2));
        Assert.Equal(["10", "11", "13"], after.All("close"));
        Assert.Equal(["restated"], after.Reasons);
    }

    [Fact]
    public void Rows_are_by_the_time_they_were_known_then_symbol()
    {
        StepResult result = RawPayloads.Normalize(new NormalizeDaily(), ("iqfeed_daily/market/2024-11-29.csv",
            Row("2024-11-29", 2, "B") + Row("2024-11-27", 1, "B") + Row("2024-11-29", 3, "A")));
        Assert.Equal(["B", "A", "B"], result.All("symbol"));
        Assert.Equal(["2024-11-27T21:00:00Z", "2024-11-29T18:00:00Z", "2024-11-29T18:00:00Z"], result.All("known_at"));
        Assert.Equal(["2024-11"], result.Partitions.Select(partition => partition.Key));
    }

    private static string Row(string day, int close, string symbol = "AAPL") =>
        $"{symbol},{day},{close},{close},{close},{close},900,0\r\n";
}
