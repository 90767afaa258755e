using Tauric.Pipelines.Feeds;
using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Stories.Market;

namespace Tauric.Pipelines.Tests.Feeds;

public class CboeOptionsEodTests
{
    private const string File = "cboe_datashop/market/2025-03-14.csv";

    private const string Head = "underlying_symbol,quote_date,root,expiration,strike,option_type,open,high,low,close,"
        + "trade_volume,bid_size_1545,bid_1545,ask_size_1545,ask_1545,underlying_bid_1545,underlying_ask_1545,"
        + "implied_underlying_price_1545,active_underlying_price_1545,implied_volatility_1545,delta_1545,gamma_1545,"
        + "theta_1545,vega_1545,rho_1545,bid_size_eod,bid_eod,ask_size_eod,ask_eod,underlying_bid_eod,"
        + "underlying_ask_eod,vwap,open_interest,delivery_code\n";

    private const string Plain = "underlying_symbol,quote_date,root,expiration,strike,option_type,open,high,low,close,"
        + "trade_volume,bid_size_1545,bid_1545,ask_size_1545,ask_1545,underlying_bid_1545,underlying_ask_1545,"
        + "bid_size_eod,bid_eod,ask_size_eod,ask_eod,underlying_bid_eod,underlying_ask_eod,vwap,open_interest,"
        + "delivery_code\n";

    [Fact]
    public void Puts_over_calls_and_volatility_at_the_money_are_known_before_the_next_session()
    {
        StepResult result = Normalize(Head
            + Row("AAPL", "C", 210, volume: 40, interest: 100, volatility: .30)
            + Row("AAPL", "P", 210, volume: 10, interest: 50, volatility: .32)
            + Row("AAPL", "c", 230, volume: 60, interest: 300, volatility: .28)
            + Row("AAPL", "p", 190, volume: 40, interest: 30, volatility: .40)
            + Row("AAPL", "C", 210, "2025-03-21", volume: 0, interest: 0, volatility: .50));
        Assert.Empty(result.Rejects);
        string at = "2025-03-13T20:00:00Z|2025-03-14T13:00:00Z|", from = $"|{File}#AAPL.";
        Assert.Equal(
            [$"2025-03: AAPL.ATM_VOLATILITY|{at}0.31{from}ATM_VOLATILITY/2025-03-13",
             $"2025-03: AAPL.PUT_CALL_OPEN_INTEREST|{at}0.2{from}PUT_CALL_OPEN_INTEREST/2025-03-13",
             $"2025-03: AAPL.PUT_CALL_VOLUME|{at}0.5{from}PUT_CALL_VOLUME/2025-03-13"], result.Lines);
    }

    [Fact]
    public void A_file_named_by_its_quotes_is_known_no_earlier()
    {
        StepResult result = RawPayloads.Normalize(new NormalizeValues<OptionsValue>(MarketDatasets.Options),
            ("cboe_datashop/market/2025-03-13.csv", Head + Row("AAPL", "C", 210)));
        Assert.All(result.All("known_at"), known => Assert.Equal("2025-03-14T13:00:00Z", known));
    }

    [Fact]
    public void An_index_without_quotes_of_its_own_has_the_price_that_is_calculated()
    {
        StepResult result = Normalize(Head
            + Row("^SPX", "C", 5500, price: 5521.5, volatility: .21, root: "SPXW", quoted: 0)
            + Row("^SPX", "P", 5600, price: 5521.5, volatility: .19, quoted: 0));
        Assert.Equal("0.21", result.All("value").First());
        Assert.Equal("^SPX.ATM_VOLATILITY", result.All("symbol").First());
    }

    [Fact]
    public void A_file_without_calculated_columns_gives_ratios_alone() =>
        Assert.Equal(["AAPL.PUT_CALL_OPEN_INTEREST", "AAPL.PUT_CALL_VOLUME"],
            Normalize(Plain + Without("C") + Without("P")).All("symbol"));

    [Fact]
    public void What_has_no_calls_or_no_price_is_not_there() => Assert.Empty(Normalize(Head
        + Row("AAPL", "P", 210, price: 0) + Row("AAPL", "C", 210, volume: 0, interest: 0, volatility: 0)).Rows);

    [Fact]
    public void Columns_may_stand_in_any_order_and_the_order_of_rows_does_not_show()
    {
        string[] rows = [Row("AAPL", "C", 205, volatility: .1), Row("AAPL", "P", 205, volatility: .2),
            Row("AAPL", "C", 205, volatility: .3, root: "AAPL1"), Row("AAPL", "P", 215, volatility: .4)];
        string[] turned = [.. (Head + string.Concat(rows.Reverse())).TrimEnd().Split('\n')
            .Select(line => string.Join(',', line.Split(',').Reverse()))];
        Assert.Equal(Normalize(Head + string.Concat(rows)).Lines, Normalize(string.Join('\n', turned)).Lines);
    }

    [Theory]
    [InlineData("\n", "missing-column")]
    [InlineData("underlying_symbol,quote_date\n", "missing-column")]
    [InlineData("<html></html>", "html-page")]
    public void A_payload_that_is_none_is_refused_whole(string text, string reason)
    {
        StepResult result = Normalize(text);
        Assert.Equal((reason, File), Assert.Single(result.Rejects.Select(reject => (reject.Reason, reject.Where))));
    }

    [Theory]
    [InlineData("AAPL,2025-03-13,AAPL", "AAPL,2025-13-03,AAPL", "malformed-date")]
    [InlineData("AAPL,2025-03-13,AAPL", "AAPL,2025-03-15,AAPL", "after-payload")]
    [InlineData("AAPL,2025-03-13,AAPL", "AAPL,2025-03-09,AAPL", "not-a-session")]
    [InlineData("AAPL,2025-03-13,AAPL", "AAPL,1971-03-09,AAPL", "date-out-of-range")]
    [InlineData("AAPL,2025-03-13,AAPL", "../X,2025-03-13,AAPL", "bad-symbol")]
    [InlineData("AAPL,2025-03-13,AAPL", ",2025-03-13,AAPL", "bad-symbol")]
    [InlineData("2025-04-17,210", "2025-03-12,210", "expired")]
    [InlineData("2025-04-17,210", "2025-04-17,0", "not-positive")]
    [InlineData("2025-04-17,210", "2025-04-17,NaN", "not-a-number")]
    [InlineData("2025-04-17,210", "2025-04-17,1e999", "not-a-number")]
    [InlineData("210,C,", "210,X,", "unknown-type")]
    [InlineData("210,C,", "210,,", "unknown-type")]
    [InlineData(",7,5,1.0,", ",-7,5,1.0,", "negative")]
    [InlineData(",100,\n", ",n/a,\n", "not-a-number")]
    [InlineData(",100,\n", ",100,,\n", "unknown-column")]
    [InlineData(",100,\n", "\n", "missing-column")]
    public void A_bad_row_is_refused_alone(string good, string bad, string reason)
    {
        string row = Row("AAPL", "C", 210), other = Row("MSFT", "C", 210);
        Assert.Contains(good, row, StringComparison.Ordinal);
        StepResult result = Normalize(Head + other + row.Replace(good, bad, StringComparison.Ordinal));
        Assert.Equal((reason, File + "#3"),
            Assert.Single(result.Rejects.Select(reject => (reject.Reason, reject.Where))));
        Assert.All(result.All("symbol"), symbol => Assert.StartsWith("MSFT.", symbol, StringComparison.Ordinal));
    }

    [Fact]
    public void A_contract_that_comes_again_counts_once()
    {
        StepResult result = Normalize(Head + Row("AAPL", "C", 210) + Row("AAPL", "P", 210) + Row("AAPL", "P", 210));
        Assert.Equal("repeated-contract", Assert.Single(result.Rejects).Reason);
        Assert.Equal("1", result.All("value").Last());
    }

    private static StepResult Normalize(string text) =>
        RawPayloads.Normalize(new NormalizeValues<OptionsValue>(MarketDatasets.Options), (File, text));

    private static string Row(string underlying, string type, int strike, string expiration = "2025-04-17",
        int volume = 7, int interest = 100, double price = 209.5, double volatility = .3, string? root = null,
        double quoted = 209.4) => FormattableString.Invariant(
        $"{underlying},2025-03-13,{root ?? underlying},{expiration},{strike},{type},1,1,1,1,{volume},5,1.0,5,1.2,")
        + FormattableString.Invariant($"{quoted},{quoted},{price},{price},{volatility},.5,.01,-.1,.2,.1,5,1.0,5,1.2,")
        + FormattableString.Invariant($"{quoted},{quoted},1.1,{interest},\n");

    private static string Without(string type) =>
        $"AAPL,2025-03-13,AAPL,2025-04-17,210,{type},1,1,1,1,7,5,1.0,5,1.2,209,210,5,1.0,5,1.2,209,210,1.1,100,\n";
}
