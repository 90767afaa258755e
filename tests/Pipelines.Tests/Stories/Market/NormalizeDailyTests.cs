using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Tests.Proofs;
using Tauric.Engine.Time;
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

    [Fact]
    public void Cutting_payloads_after_a_day_changes_nothing_before() => Prop.ForAll(
        Gen.Choose(0, 3).ArrayOf(30).ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), (closes, kept) =>
        {
            // Each day's payload repeats the three days before, now and then otherwise.
            DateOnly[] days = [.. TradingCalendar.Nyse.Days(new(2025, 3, 3), new(2025, 3, 14))];
            (string, string)[] payloads = [.. days.Select((day, i) => ($"iqfeed_daily/market/{day:yyyy-MM-dd}.csv",
                string.Concat(days[Math.Max(0, i - 3)..(i + 1)].Select((of, j) =>
                    Row($"{of:yyyy-MM-dd}", 5 + (closes[((3 * i) + j) % 30] / 3))))))];
            StepResult whole = RawPayloads.Normalize(new NormalizeDaily(), payloads);
            Assert.Equal(whole.Lines.Take(kept), RawPayloads.Normalize(new NormalizeDaily(), payloads[..kept]).Lines);
            Assert.Equal(days.Length, whole.Rows.Count);
        }).Holds(40);

    private static string Row(string day, int close, string symbol = "AAPL") =>
        $"{symbol},{day},{close},{close},{close},{close},900,0\r\n";
}
