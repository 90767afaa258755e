using System.Text;
using Tauric.Pipelines.Feeds;
using Tauric.Pipelines.Stories.Market;
using Tauric.Pipelines.Tests.Feeds;

namespace Tauric.Pipelines.Tests.Stories.Market;

public class AssessPricesTests
{
    [Fact]
    public void Bars_are_held_against_the_calendar_and_broken_rows_counted_by_symbol_and_refused_elsewhere()
    {
        StepResult result = Assess(("iqfeed_1min/market/2024-11-29.csv",
            Minute("A", "09:31:00", 10) + Minute("A", "09:32:00", 10) + Minute("A", "09:31:00", 11)
            + "A,2024-11-29 09:33:00,1,2,1,1,5,5,1\nB,2024-11-29 09:33:00,NaN,2,1,1,5,5,1\n"
            + Minute("A", "08:00:00", 10)));
        Assert.Empty(result.Rejects);
        Assert.Equal(
            ["1min/2024-11-29: A|2024-11-29T14:30:00Z|2024-11-29T18:00:00Z|2|210|0.009523809523809525|1|0|0",
             "1min/2024-11-29: B|2024-11-29T14:30:00Z|2024-11-29T18:00:00Z|0|210|0|1|0|0"],
            result.Lines);
    }

    [Fact]
    public void Days_are_the_sixty_sessions_before_and_a_symbol_is_expected_from_its_first()
    {
        StepResult result = Assess(
            ("iqfeed_1min/market/2025-03-14.csv", Minute("A", "09:31:00", 10, "2025-03-14")),
            ("iqfeed_daily/market/2025-03-14.csv", "A,2025-03-10,1,1,1,1,5,0\nA,2025-03-12,1,1,1,1,5,0\n"),
            ("iqfeed_daily/market/2025-03-31.csv", "A,2025-03-17,1,1,1,1,5,0\n"),
            ("iqfeed_daily/market/2024-11-29.csv", "OLD,2024-11-29,1,1,1,1,5,0\n"));
        string daily = Assert.Single(result.Lines, line => line.StartsWith("daily/", StringComparison.Ordinal));
        Assert.Equal("daily/2025-03-14: A|2025-03-14T13:30:00Z|2025-03-14T20:00:00Z|2|5|0.4|0|0|0", daily);
    }

    private static StepResult Assess(params (string Key, string Text)[] payloads)
    {
        using var harness = new StepHarness();
        harness.Run(new IngestRaw(new RawPayloads(payloads.Select(p => (p.Key, Encoding.UTF8.GetBytes(p.Text))))));
        harness.Run(new NormalizeDaily());
        return harness.Run(new AssessPrices());
    }

    private static string Minute(string symbol, string end, int close, string day = "2024-11-29") =>
        $"{symbol},{day} {end},{close},{close},{close},{close},5,5,1\n";
}
