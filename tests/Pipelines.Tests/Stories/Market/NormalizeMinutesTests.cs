using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Datasets;
using Tauric.Engine.Tests.Proofs;
using Tauric.Pipelines.Stories.Market;
using Tauric.Pipelines.Tests.Feeds;

namespace Tauric.Pipelines.Tests.Stories.Market;

public class NormalizeMinutesTests
{
    private const string Key = "iqfeed_1min/market/2025-03-14.csv";

    [Fact]
    public void Two_sources_give_one_bar_that_of_the_first_by_name()
    {
        StepResult result = RawPayloads.Normalize(new NormalizeMinutes(),
            ("polygon_1min/AAPL/2025-03-14.json", """
                {"ticker":"AAPL","status":"OK","results":[
                    {"v":7,"o":20,"c":20,"h":20,"l":20,"t":1741959000000},
                    {"v":8,"o":21,"c":21,"h":21,"l":21,"t":1741959060000}]}
                """),
            (Key, Row("AAPL", "09:31:00", close: 10)));
        Assert.Equal(["10", "21"], result.All("close"));
        Assert.Empty(result.Rejects);
    }

    [Fact]
    public void A_bar_said_twice_must_agree()
    {
        string first = Row("AAPL", "09:31:00", close: 10), other = Row("AAPL", "09:31:00", close: 11);
        StepResult same = RawPayloads.Normalize(new NormalizeMinutes(), (Key, first + first + other));
        Assert.Equal(["10"], same.All("close"));
        Assert.Equal(["contradicted"], same.Reasons);
        Assert.Equal($"{Key}#3", same.Rejects[0].Where);

        StepResult apart = RawPayloads.Normalize(new NormalizeMinutes(), (Key, first),
            ("iqfeed_1min/others/2025-03-14.csv", first + other));
        Assert.Equal(["10"], apart.All("close"));
        Assert.Equal(["restated"], apart.Reasons);
    }

    [Fact]
    public void A_half_day_ends_at_one_and_a_day_without_a_session_is_left_out_and_said()
    {
        static string On(string day, string time) => $"AAPL,{day} {time},10,10,10,10,5,5,1\r\n";
        StepResult half = RawPayloads.Normalize(new NormalizeMinutes(), ("iqfeed_1min/market/2024-11-29.csv",
            On("2024-11-29", "13:00:00") + On("2024-11-29", "13:01:00")));
        Assert.Equal(["2024-11-29T18:00:00Z"], half.All("known_at"));
        Assert.Equal(["outside-session"], half.Reasons);

        using var harness = new StepHarness();
        harness.Run(new Pipelines.Feeds.IngestRaw(new RawPayloads([("iqfeed_1min/market/2024-11-28.csv", [1])])));
        var step = new NormalizeMinutes();
        Assert.Empty(step.Plan(harness));
        Assert.Equal([new Absence("iqfeed_1min/market/2024-11-28.csv", "not a trading day")], step.Absent);
    }

    [Fact]
    public void The_order_of_rows_and_their_payloads_do_not_show() => Prop.ForAll(
        Gen.Choose(0, 1000).ArrayOf(40).ToArbitrary(), Gen.Choose(1, 4).ToArbitrary(), (places, files) =>
        {
            string[] rows = [.. places.Distinct().Select(place =>
                Row($"S{place % 3}", $"{10 + (place / 60 % 5):00}:{place % 60:00}:00", 10 + (place / 180)))];
            // Of one minute the first row counts, so each may come but once.
            rows = [.. rows.DistinctBy(row => row[..22])];
            string[] whole = Lines([(Key, string.Concat(rows))]);
            IEnumerable<(string, string)> parts = rows.Reverse().Select((row, i) => (row, i % files))
                .GroupBy(row => row.Item2)
                .Select(part => ($"iqfeed_1min/part{part.Key}/2025-03-14.csv", string.Concat(part.Select(p => p.row))));
            Assert.Equal(rows.Length, whole.Length);
            Assert.Equal(whole, Lines([.. parts]));
        }).Holds(60);

    [Fact]
    public void Small_batches_give_the_same_rows()
    {
        byte[] payload = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 9)
            .Select(i => Row($"S{i / 3}", $"10:0{i % 3}:00", 10 + i))));
        StepResult small = RawPayloads.Normalize(new NormalizeMinutes(), [(Key, payload)], batchRowsMax: 2);
        Assert.Equal(RawPayloads.Normalize(new NormalizeMinutes(), [(Key, payload)]).Lines, small.Lines);
        Assert.Equal(9, small.Rows.Count);
    }

    private static string[] Lines((string, string)[] payloads) =>
        [.. RawPayloads.Normalize(new NormalizeMinutes(), payloads).Lines];

    private static string Row(string symbol, string end, int close) =>
        $"{symbol},2025-03-14 {end},{close},{close},{close},{close},50,5,1\r\n";
}
