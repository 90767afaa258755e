using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;
using Tauric.Pipelines.Decisions.Inputs;
using Tauric.Pipelines.Tests.Feeds;

namespace Tauric.Pipelines.Tests.Decisions.Inputs;

public sealed class NormalizeInputTests
{
    private const string Key = "quotes/tape/2025-03-14.csv";
    private const string Header = "symbol,event_time,bid,ask,bid_size,ask_size\n";

    [Fact]
    public void Rows_of_all_payloads_of_a_day_lie_by_symbol_then_by_when_they_were_known()
    {
        StepResult result = RawPayloads.Normalize(new NormalizeInput(InputTable.Trades),
            ("trades/a/2025-03-14.csv", "size,price,event_time,known_at,symbol\r\n"
                + "5,2,2025-03-14T14:00:01Z,,MSFT\r\n5,3,2025-03-14T14:00:00.5Z,2025-03-14T14:00:02Z,MSFT\r\n"),
            ("trades/b/2025-03-14.csv", "symbol,event_time,price,size\nAAPL,1741960800000000,1,7"),
            ("trades/b/2025-03-15.csv", "symbol,event_time,price,size\n"));
        Assert.Equal(
            [
                "2025-03-14: AAPL|2025-03-14T14:00:00Z|2025-03-14T14:00:00Z|1|7",
                "2025-03-14: MSFT|2025-03-14T14:00:01Z|2025-03-14T14:00:01Z|2|5",
                "2025-03-14: MSFT|2025-03-14T14:00:00.500000Z|2025-03-14T14:00:02Z|3|5",
            ],
            result.Lines);
        Assert.Equal(["2025-03-14", "2025-03-15"], result.Partitions.Select(p => p.Key));
    }

    [Theory]
    [InlineData("AAPL,2025-03-14T14:00:00Z,2,1,1,1", "crossed-quote")]
    [InlineData("AAPL,2025-03-14T14:00:00Z,1,2,0,0", "empty-quote")]
    [InlineData("AAPL,2025-03-14T14:00:00Z,1,NaN,1,1", "not-a-number")]
    [InlineData("AAPL,2025-03-14T14:00:00Z,1,1e999,1,1", "not-a-number")]
    [InlineData("AAPL,2025-03-14T14:00:00Z,0,1,1,1", "out-of-range-bid")]
    [InlineData("AAPL,2025-03-14T14:00:00Z,1,1,1,-1", "out-of-range-ask_size")]
    [InlineData("AAPL,2025-02-30T14:00:00Z,1,1,1,1", "malformed-time")]
    [InlineData("AAPL,2025-03-14T14:00:00,1,1,1,1", "malformed-time")]
    [InlineData("AAPL,2025-03-15T00:00:00Z,1,1,1,1", "other-day")]
    [InlineData("../x,2025-03-14T14:00:00Z,1,1,1,1", "bad-symbol")]
    [InlineData("AAPL,2025-03-14T14:00:00Z,1,1,1", "malformed-row")]
    [InlineData("\"AAPL\",2025-03-14T14:00:00Z,1,1,1,1", "malformed-row")]
    public void A_bad_row_is_refused_alone_with_its_address(string row, string reason)
    {
        StepResult result = RawPayloads.Normalize(new NormalizeInput(InputTable.Quotes),
            (Key, Header + "AAPL,2025-03-14T13:59:59Z,1,1,1,1\n" + row));
        Assert.Equal([new Reject("2025-03-14", reason, Key + "#1", row)], result.Rejects);
        Assert.Single(result.Rows);
    }

    [Fact]
    public void A_payload_without_its_columns_is_refused_whole()
    {
        StepResult result = RawPayloads.Normalize(new NormalizeInput(InputTable.Quotes),
            (Key, "symbol,event_time,bid,ask,bid_size\nAAPL,2025-03-14T14:00:00Z,1,1,1"));
        Assert.Equal([new Reject("2025-03-14", "missing-column", Key, "ask_size")], result.Rejects);
    }

    [Fact]
    public void Every_byte_salad_ends_in_rows_or_rejects()
    {
        var step = new NormalizeInput(InputTable.Depth);
        byte[] valid = Encoding.UTF8.GetBytes("symbol,event_time,venue,level,bid,bid_size,ask,ask_size\n"
            + "AAPL,2025-03-14T14:00:00Z,XNAS,0,1,1,2,1\nAAPL,2025-03-14T14:00:01Z,XNAS,1,1,1,2,1\n");
        Prop.ForAll(Gen.Choose(0, 100_000).ToArbitrary(), n =>
        {
            var random = CounterRandom.For(n, "bytes");
            byte[] hurt = [.. valid];
            for (int i = random.NextInt(12); i >= 0; i--) hurt[random.NextInt(hurt.Length)] = (byte)random.NextBits();
            StepResult result = RawPayloads.Normalize(step, [("depth/x/2025-03-14.csv", hurt)]);
            return result.Rows.Count + result.Rejects.Count >= 1;
        }).Holds();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1024)]
    public void Batches_do_not_show(int batchRowsMax)
    {
        byte[] text = Encoding.UTF8.GetBytes("symbol,event_time,price,size\n" + string.Concat(
            Enumerable.Range(0, 50).Select(i => $"S{i * 7 % 5},2025-03-14T14:00:{i * 13 % 60:00}Z,{i + 1},1\n")));
        StepResult result = RawPayloads.Normalize(
            new NormalizeInput(InputTable.Trades), [("trades/x/2025-03-14.csv", text)], batchRowsMax);
        string[] sorted = [.. result.Lines.Order(StringComparer.Ordinal)];
        Assert.Equal(50, sorted.Length);
        Assert.Equal(sorted, result.Lines);
    }
}
