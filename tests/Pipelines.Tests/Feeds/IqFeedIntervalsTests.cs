using System.Text;
using Tauric.Pipelines.Stories.Market;

namespace Tauric.Pipelines.Tests.Feeds;

public class IqFeedIntervalsTests
{
    private const string Key = "iqfeed_1min/market/2025-03-14.csv";

    [Fact]
    public void Rows_of_every_protocol_are_bars_known_at_the_time_they_bear()
    {
        StepResult result = RawPayloads.Normalize(new NormalizeMinutes(), (Key,
            "S,CURRENT PROTOCOL,6.2\r\n"
            + "AAPL,LH,2025-03-14 09:31:00,173.2100,172.9800,173.0100,173.1500,1234567,12345,210\r\n"
            + "AAPL,2025-03-14 16:00:00,174.00,173.00,173.50,173.25,9999999,7,1,\n"
            + "AAPL,!ENDMSG!,\r\n"
            + "BRK.B,2025-03-14 09:31:00,500,500,500,500,0,0,0\r\n"));
        Assert.Empty(result.Rejects);
        Assert.Equal(
            ["2025-03-14: AAPL|2025-03-14T13:30:00Z|2025-03-14T13:31:00Z|173.01|173.21|172.98|173.15|12345",
             "2025-03-14: AAPL|2025-03-14T19:59:00Z|2025-03-14T20:00:00Z|173.5|174|173|173.25|7",
             "2025-03-14: BRK.B|2025-03-14T13:30:00Z|2025-03-14T13:31:00Z|500|500|500|500|0"],
            result.Lines);
    }

    [Theory]
    [InlineData("S")]
    [InlineData("E")]
    [InlineData("LH")]
    public void A_symbol_may_be_spelled_like_a_message(string symbol)
    {
        StepResult result = RawPayloads.Normalize(new NormalizeMinutes(), (Key,
            $"{symbol},2025-03-14 09:31:00,1,1,1,1,5,5,1\n{symbol},LH,2025-03-14 09:32:00,1,1,1,1,5,5,1\n"));
        Assert.Equal([symbol, symbol], result.All("symbol"));
    }

    [Theory]
    [InlineData("AAPL,2025-03-14 09:30:00,1,1,1,1,5,5,1", "outside-session")]
    [InlineData("AAPL,2025-03-14 16:01:00,1,1,1,1,5,5,1", "outside-session")]
    [InlineData("AAPL,2025-03-13 10:00:00,1,1,1,1,5,5,1", "other-day")]
    [InlineData("AAPL,2025-02-30 10:00:00,1,1,1,1,5,5,1", "malformed-time")]
    [InlineData("AAPL,2025-03-14 10:00:30,1,1,1,1,5,5,1", "malformed-time")]
    [InlineData("AAPL,2025-03-14 24:00:00,1,1,1,1,5,5,1", "malformed-time")]
    [InlineData("AAPL,2025-03-14,1,1,1,1,5,5,1", "malformed-time")]
    [InlineData("AAPL,2025-03-14 10:00:00,1,2,1,1,5,5,1", "high-below-low")]
    [InlineData("AAPL,2025-03-14 10:00:00,2,1,3,2,5,5,1", "outside-range")]
    [InlineData("AAPL,2025-03-14 10:00:00,2,1,1,0.5,5,5,1", "outside-range")]
    [InlineData("AAPL,2025-03-14 10:00:00,2,0,1,1,5,5,1", "price-not-positive")]
    [InlineData("AAPL,2025-03-14 10:00:00,2,-1,1,1,5,5,1", "price-not-positive")]
    [InlineData("AAPL,2025-03-14 10:00:00,2,1,1,1,5,-5,1", "negative-volume")]
    [InlineData("AAPL,2025-03-14 10:00:00,1e999,1,1,1,5,5,1", "not-finite")]
    [InlineData("AAPL,2025-03-14 10:00:00,NaN,NaN,NaN,NaN,5,5,1", "not-finite")]
    [InlineData("AAPL,2025-03-14 10:00:00,2,one,1,1,5,5,1", "not-a-number")]
    [InlineData("AAPL,2025-03-14 10:00:00,2,,1,1,5,5,1", "not-a-number")]
    [InlineData("AAPL,2025-03-14 10:00:00,2,1,1", "missing-column")]
    [InlineData("AAPL,2025-03-14 10:00:00,2,1,1,1,5,5,1,2,3", "unknown-column")]
    [InlineData("../x,2025-03-14 10:00:00,2,1,1,1,5,5,1", "bad-symbol")]
    [InlineData(",2025-03-14 10:00:00,2,1,1,1,5,5,1", "bad-symbol")]
    [InlineData("GONE,E,!NO_DATA!,,", "no-data")]
    [InlineData("!NO_DATA!", "no-data")]
    [InlineData("GONE,E,Invalid symbol.,,", "provider-error")]
    [InlineData("symbol,time,high,low,open,close", "malformed-row")]
    public void A_bad_row_is_refused_alone_with_its_line(string row, string reason)
    {
        StepResult result = RawPayloads.Normalize(new NormalizeMinutes(), (Key,
            $"AAPL,2025-03-14 09:31:00,1,1,1,1,5,5,1\n{row}\nAAPL,2025-03-14 09:32:00,1,1,1,1,5,5,1\n"));
        Assert.Equal([new Reject("2025-03-14", reason, Key + "#2", row)], result.Rejects);
        Assert.Equal(2, result.Rows.Count);
    }

    [Fact]
    public void A_row_of_another_encoding_costs_itself_and_no_other()
    {
        byte[] payload = Encoding.Latin1.GetBytes(
            "CAF\u00C9,2025-03-14 09:31:00,1,1,1,1,5,5,1\nAAPL,2025-03-14 09:31:00,1,1,1,1,5,5,1\n");
        StepResult result = RawPayloads.Normalize(new NormalizeMinutes(), [(Key, payload)]);
        Assert.Equal(["bad-symbol"], result.Reasons);
        Assert.Equal(["AAPL"], result.All("symbol"));
    }

    [Theory]
    [InlineData("  <!DOCTYPE html><html><body>502 Bad Gateway</body></html>", "html-page")]
    [InlineData("\uFEFFA", "wrong-encoding")]
    public void What_is_no_text_of_rows_is_refused_whole(string text, string reason)
    {
        byte[] payload = reason == "html-page" ? Encoding.UTF8.GetBytes(text) : Encoding.Unicode.GetBytes(text);
        StepResult result = RawPayloads.Normalize(new NormalizeMinutes(), [(Key, payload)]);
        Assert.Equal([(reason, Key)], result.Rejects.Select(reject => (reject.Reason, reject.Where)));
    }

    [Fact]
    public void A_row_cut_before_its_last_column_is_refused_and_a_byte_order_mark_is_not_seen()
    {
        StepResult result = RawPayloads.Normalize(new NormalizeMinutes(), (Key,
            "\uFEFFAAPL,2025-03-14 09:31:00,1,1,1,1,5,5,1\nAAPL,2025-03-14 09:32:00,1,1,1,1,5,5"));
        Assert.Equal(["missing-column"], result.Reasons);
        Assert.Equal(["AAPL"], result.All("symbol"));
    }
}
