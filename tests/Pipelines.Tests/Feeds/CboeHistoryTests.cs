using Tauric.Pipelines.Feeds;
using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Stories.Market;

namespace Tauric.Pipelines.Tests.Feeds;

public class CboeHistoryTests
{
    private const string File = "cboe/VIX/2025-03-14.csv";

    [Fact]
    public void An_index_is_its_close_known_from_the_end_of_the_day()
    {
        StepResult result = Normalize("VIX",
            "DATE,OPEN,HIGH,LOW,CLOSE\n03/13/2025,24.2,26.1,23.9,24.66\n03/14/2025,24,24,21.5,21.77\n");
        Assert.Empty(result.Rejects);
        Assert.Equal(
            ["2025-03: VIX|2025-03-13T20:00:00Z|2025-03-14T03:59:59.999999Z|24.66|" + File + "#VIX/2025-03-13",
             "2025-03: VIX|2025-03-14T20:00:00Z|2025-03-15T03:59:59.999999Z|21.77|" + File + "#VIX/2025-03-14"],
            result.Lines);
    }

    [Theory]
    [InlineData("Terms of use\n,,,PRODUCT: TOTAL,\nDATE,CALLS,PUTS,TOTAL,P/C Ratio\n3/14/2025,100,90,190,0.90\n")]
    [InlineData("Date,Ratio\r\n2025-03-14,0.90\r\n")]
    public void A_ratio_and_a_single_number_are_found_below_what_precedes_them(string text) =>
        Assert.Equal(["0.9"], Normalize("TOTAL_PC", text).All("value"));

    [Theory]
    [InlineData("Nothing here\n", "unexpected-shape", "")]
    [InlineData("DATE,CALLS,PUTS\n", "missing-column", "")]
    [InlineData("<html></html>", "html-page", "")]
    [InlineData("DATE,SKEW\n03/13/2025\n", "missing-column", "#2")]
    [InlineData("DATE,SKEW\n03/13/2025,1,2\n", "unknown-column", "#2")]
    [InlineData("DATE,SKEW\n13/03/2025,1\n", "malformed-date", "#2")]
    [InlineData("DATE,SKEW\n03/15/2025,1\n", "after-payload", "#2")]
    [InlineData("DATE,SKEW\n03/09/2025,1\n", "not-a-session", "#2")]
    [InlineData("DATE,SKEW\n03/13/1971,1\n", "date-out-of-range", "#2")]
    [InlineData("DATE,SKEW\n03/13/2025,n/a\n", "not-a-number", "#2")]
    [InlineData("DATE,SKEW\n03/13/2025,0\n", "not-positive", "#2")]
    public void What_is_bad_is_refused(string text, string reason, string at)
    {
        StepResult result = Normalize("SKEW", text);
        Assert.Equal([(reason, "cboe/SKEW/2025-03-14.csv" + at)],
            result.Rejects.Select(reject => (reject.Reason, reject.Where)));
        Assert.Empty(result.Rows);
    }

    private static StepResult Normalize(string entity, string text) => RawPayloads.Normalize(
        new NormalizeValues<OptionsValue>(MarketDatasets.Options), ($"cboe/{entity}/2025-03-14.csv", text));
}
