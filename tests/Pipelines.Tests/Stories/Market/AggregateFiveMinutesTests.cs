using Tauric.Pipelines.Feeds;
using Tauric.Pipelines.Stories.Market;
using Tauric.Pipelines.Tests.Feeds;

namespace Tauric.Pipelines.Tests.Stories.Market;

public class AggregateFiveMinutesTests
{
    [Fact]
    public void Five_minutes_begin_at_a_multiple_of_five_whatever_minutes_there_are()
    {
        string payload = Row("A", "09:31:00", 10, 12, 9, 11, 5) + Row("A", "09:33:00", 11, 15, 10, 14, 6)
            + Row("A", "09:35:00", 14, 14, 8, 9, 7) + Row("A", "09:36:00", 9, 9, 9, 9, 1)
            + Row("A", "16:00:00", 3, 3, 3, 3, 2) + Row("B", "09:34:00", 1, 2, 1, 2, 4);
        using var harness = new StepHarness();
        harness.Run(new IngestRaw(new RawPayloads(
            [("iqfeed_1min/market/2025-03-14.csv", System.Text.Encoding.ASCII.GetBytes(payload))])));
        harness.Run(new NormalizeMinutes());
        Assert.Equal(
            ["2025-03-14: A|2025-03-14T13:30:00Z|2025-03-14T13:35:00Z|10|15|8|9|18",
             "2025-03-14: A|2025-03-14T13:35:00Z|2025-03-14T13:40:00Z|9|9|9|9|1",
             "2025-03-14: A|2025-03-14T19:55:00Z|2025-03-14T20:00:00Z|3|3|3|3|2",
             "2025-03-14: B|2025-03-14T13:30:00Z|2025-03-14T13:35:00Z|1|2|1|2|4"],
            harness.Run(new AggregateFiveMinutes()).Lines);
    }

    private static string Row(string symbol, string end, int open, int high, int low, int close, int volume) =>
        $"{symbol},2025-03-14 {end},{high},{low},{open},{close},99,{volume},1\n";
}
