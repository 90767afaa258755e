using Tauric.Engine.Datasets;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Tests.Feeds;

public class NormalizeEntityTests
{
    // 2024-03-04 .. 2024-03-06, 09:30 New York.
    private const long Monday = 1709562600, Tuesday = 1709649000, Wednesday = 1709735400;

    [Fact]
    public void A_yahoo_chart_becomes_bars()
    {
        StepResult result = RawPayloads.Normalize(new NormalizePrice(), Chart("2024-03-06", "BRK-B",
            $"{Wednesday},{Monday},{Tuesday}", "3,1,null", "3.5,1.5,2", "2.5,0.5,2", "3,1,2", "30,10,20", "2.9,0.9,2",
            $$$"""{"dividends":{"1":{"amount":0.25,"date":{{{Monday}}}}},"splits":{"2":{"date":{{{Wednesday}}},"numerator":10,"denominator":1} } }"""));
        Assert.Empty(result.Rejects);
        Assert.Equal(
            ["BRK.B: BRK.B|2024-03-04|2024-03-04T21:00:00Z|2024-03-04T21:00:00Z|1|1.5|0.5|1|0.9|10|0.25|~|yahoo_price/BRK.B/2024-03-06.json#2024-03-04",
             "BRK.B: BRK.B|2024-03-06|2024-03-06T21:00:00Z|2024-03-06T21:00:00Z|3|3.5|2.5|3|2.9|30|~|10|yahoo_price/BRK.B/2024-03-06.json#2024-03-06"],
            result.Lines);
    }

    [Fact]
    public void A_summer_session_closes_an_hour_earlier_in_utc_and_a_half_day_three_more()
    {
        StepResult result = RawPayloads.Normalize(new NormalizePrice(), Chart("2024-07-31", "BRK-B",
            "1719927000,1720013400", "1,1", "1,1", "1,1", "1,1", "1,1", "1,1"));
        Assert.Equal(["2024-07-02T20:00:00Z", "2024-07-03T17:00:00Z"], result.All("known_at"));
    }

    [Theory]
    [InlineData("1,1", "1.5,0.4", "0.5,0.5", "1,0.45", "10,10", "high-below-low")]
    [InlineData("1,2", "1.5,1.5", "0.5,0.5", "1,1", "10,10", "outside-range")]
    [InlineData("1,1", "1.5,1.5", "0.5,0.5", "1,0.4", "10,10", "outside-range")]
    [InlineData("1,-1", "1.5,1.5", "0.5,0.5", "1,1", "10,10", "price-not-positive")]
    [InlineData("1,0", "1.5,1.5", "0.5,0.5", "1,1", "10,10", "price-not-positive")]
    [InlineData("1,1e999", "1.5,1.5", "0.5,0.5", "1,1", "10,10", "not-finite")]
    [InlineData("1,\"NaN\"", "1.5,1.5", "0.5,0.5", "1,1", "10,10", "wrong-type")]
    [InlineData("1,1", "1.5,1.5", "0.5,0.5", "1,1", "10,-1", "negative-volume")]
    public void A_bad_bar_is_refused_alone(string open, string high, string low, string close, string volume,
        string reason)
    {
        StepResult result = RawPayloads.Normalize(new NormalizePrice(),
            Chart("2024-03-06", "BRK-B", $"{Monday},{Tuesday}", open, high, low, close, volume, "1,1"));
        Assert.Equal([reason], result.Reasons);
        Assert.Equal(["2024-03-04"], result.All("date"));
        Assert.Equal("yahoo_price/BRK.B/2024-03-06.json#1", result.Rejects[0].Where);
    }

    [Theory]
    [InlineData("1709476200", "not-a-session")]      // Sunday.
    [InlineData("1711719000", "not-a-session")]      // Good Friday 2024.
    [InlineData("1736433000", "not-a-session")]      // 2025-01-09, a day of mourning.
    [InlineData("0", "no-time")]
    [InlineData("99999999999999", "date-out-of-range")]
    [InlineData("\"x\"", "no-time")]
    public void A_bar_on_no_session_is_refused(string stamp, string reason)
    {
        StepResult result = RawPayloads.Normalize(new NormalizePrice(), Chart("2024-03-06", "BRK-B", stamp, "1", "1",
            "1", "1", "1", "1"));
        Assert.Equal([reason], result.Reasons);
        Assert.Empty(result.Rows);
    }

    [Theory]
    [InlineData("""{"chart":{"result":null,"error":{"code":"Not Found"}}}""", "provider-error")]
    [InlineData("""{"chart":{"result":[],"error":null}}""", "unexpected-shape")]
    [InlineData("""{"chart":{"result":[{"meta":{"symbol":"AAPL","exchangeTimezoneName":"America/New_York"}}]}}""", "other-ticker")]
    [InlineData("""{"chart":{"result":[{"meta":{"symbol":"BRK-B","exchangeTimezoneName":"Mars/Olympus"}}]}}""", "unknown-timezone")]
    [InlineData("""{"chart":{"result":[{"meta":{"symbol":"BRK-B","exchangeTimezoneName":"America/New_York"},"timestamp":[1,2],"indicators":{"quote":[{"open":[1],"high":[1],"low":[1],"close":[1],"volume":[1]}],"adjclose":[{"adjclose":[1]}]}}]}}""", "ragged-arrays")]
    [InlineData("""{"chart":{"result":[{"open":[NaN]}]}}""", "malformed-json")]
    [InlineData("[]", "unexpected-shape")]
    public void A_bad_chart_is_refused_whole(string json, string reason)
    {
        StepResult result = RawPayloads.Normalize(new NormalizePrice(), ("yahoo_price/BRK.B/2024-03-06.json", json));
        Assert.Equal([reason], result.Reasons);
        Assert.Empty(result.Rows);
    }

    [Fact]
    public void The_later_payload_wins_and_what_it_repeats_keeps_its_origin()
    {
        StepResult result = RawPayloads.Normalize(new NormalizePrice(),
            Chart("2024-03-05", "BRK-B", $"{Monday},{Tuesday}", "1,1", "9,9", "1,1", "2,2", "1,1", "2,2"),
            Chart("2024-03-06", "BRK-B", $"{Monday},{Tuesday},{Tuesday}", "1,1,1", "9,9,9", "1,1,1", "2,3,4",
                "1,1,1", "2,3,4"));
        Assert.Equal(["2", "4"], result.All("close"));
        Assert.Equal(["yahoo_price/BRK.B/2024-03-05.json#2024-03-04",
            "yahoo_price/BRK.B/2024-03-06.json#2024-03-05"], result.All("raw_ref"));
        Assert.Equal(["contradicted"], result.Reasons);
    }

    [Fact]
    public void Insider_transactions_are_known_when_filed_and_mspr_is_no_price()
    {
        StepResult result = RawPayloads.Normalize(new NormalizeInsider(),
            ("finnhub_insider_transactions/JPM/2024-03-31.json", """
                {"data":[{"id":"b","name":"DOE JANE","share":900,"change":-100,"filingDate":"2024-03-12","transactionDate":"2024-03-08","transactionCode":"S","transactionPrice":190.5},
                         {"id":"a","name":"DOE JOHN","share":100,"change":100,"filingDate":"2024-03-08","transactionDate":"2024-03-07","transactionCode":"A","transactionPrice":0},
                         {"id":"c","name":"X","filingDate":"2024-03-01","transactionDate":"2024-03-07"},
                         {"id":"d","name":"X","filingDate":"soon","transactionDate":"2024-03-07"},
                         {"id":"e","name":"X","transactionDate":"2024-03-07"},
                         {"id":"f","name":"X","filingDate":"2024-03-08","transactionDate":"2024-03-07","transactionPrice":-1},
                         {"id":"g","name":"X","filingDate":"2024-03-08","transactionDate":"2024-03-07","share":"many"}]}
                """),
            ("finnhub_insider_sentiment/JPM/2024-03-31.json", """{"data":[{"symbol":"JPM","year":2024,"month":3,"change":-100,"mspr":-52.5}]}"""));
        Assert.Equal(["2024-03-09T04:59:59.999999Z", "2024-03-13T03:59:59.999999Z", "2024-04-01T03:59:59.999999Z"],
            result.All("known_at"));
        Assert.Equal(["transaction", "transaction", "sentiment"], result.All("kind"));
        Assert.Equal(["0", "190.5", "~"], result.All("price"));
        Assert.Equal(["~", "~", "-52.5"], result.All("mspr"));
        Assert.Equal(["filed-before-traded", "malformed-date", "negative-price", "no-date", "wrong-type"],
            result.Reasons.Order());
    }

    [Fact]
    public void A_sentiment_that_late_filings_change_is_known_only_when_the_change_is_seen()
    {
        static string Data(double mspr) => $$$"""{"data":[{"year":2024,"month":1,"change":5,"mspr":{{{mspr}}}}]}""";
        StepResult result = RawPayloads.Normalize(new NormalizeInsider(),
            ("finnhub_insider_sentiment/JPM/2024-01-31.json", Data(10)),
            ("finnhub_insider_sentiment/JPM/2024-02-29.json", Data(20)),
            ("finnhub_insider_sentiment/JPM/2024-03-31.json", Data(20)));
        Assert.Equal(["10", "20"], result.All("mspr"));
        Assert.Equal(["2024-02-01T04:59:59.999999Z", "2024-03-01T04:59:59.999999Z"], result.All("known_at"));
    }

    [Theory]
    [InlineData("""{"year":2024,"month":13,"mspr":1}""", "date-out-of-range")]
    [InlineData("""{"year":99999999999,"month":1,"mspr":1}""", "date-out-of-range")]
    [InlineData("""{"year":2024,"month":1}""", "no-mspr")]
    [InlineData("""{"year":2024,"month":1,"mspr":190.5}""", "mspr-out-of-range")]
    public void A_bad_sentiment_is_refused(string month, string reason) => Assert.Equal([reason], RawPayloads.Normalize(
        new NormalizeInsider(), ("finnhub_insider_sentiment/JPM/2024-01-31.json", $$"""{"data":[{{month}}]}""")).Reasons);

    [Fact]
    public void Analyst_grades_become_rows_once()
    {
        const string History = """
            {"quoteSummary":{"result":[{"upgradeDowngradeHistory":{"history":[
                {"epochGradeDate":1709649000,"firm":"Voss & Zürcher","toGrade":"Buy","fromGrade":"Hold","action":"up"},
                {"epochGradeDate":1709562600,"firm":"Aster","toGrade":"Hold","fromGrade":"","action":"init"},
                {"epochGradeDate":1709562600,"firm":"","toGrade":"Hold","fromGrade":"","action":"init"},
                {"epochGradeDate":1709562600,"firm":"Aster"},
                {"firm":"Aster","action":"up"}]}}],"error":null}}
            """;
        StepResult result = RawPayloads.Normalize(new NormalizeAnalyst(),
            ("yahoo_analyst/JPM/2024-03-06.json", History), ("yahoo_analyst/JPM/2024-03-07.json", History));
        Assert.Equal(
            ["JPM: JPM|2024-03-04T14:30:00Z|2024-03-04T14:30:00Z|Aster|init|~|Hold|yahoo_analyst/JPM/2024-03-06.json#1709562600",
             "JPM: JPM|2024-03-05T14:30:00Z|2024-03-05T14:30:00Z|Voss & Zürcher|up|Hold|Buy|yahoo_analyst/JPM/2024-03-06.json#1709649000"],
            result.Lines);
        Assert.Equal(["no-action", "no-firm", "no-time"], result.Reasons.Distinct().Order());
    }

    [Fact]
    public void Every_vintage_of_an_observation_is_a_row_known_from_its_release()
    {
        StepResult result = RawPayloads.Normalize(new NormalizeMacro(), ("fred/GDP/2024-06-30.json", """
            {"observations":[{"realtime_start":"2024-05-30","realtime_end":"9999-12-31","date":"2024-01-01","value":"28255.9"},
                             {"realtime_start":"2024-04-25","realtime_end":"2024-05-29","date":"2024-01-01","value":"28284.5"},
                             {"realtime_start":"2024-04-25","date":"2024-01-02","value":"."},
                             {"realtime_start":"2024-04-25","date":"2024-01-02","value":"many"},
                             {"realtime_start":"2024-04-25","date":"2024-01-02","value":"1e999"},
                             {"realtime_start":"2024-04-25","date":"2024-01-02","value":5},
                             {"realtime_start":"2023-04-25","date":"2024-01-02","value":"5"},
                             {"realtime_start":"1776-07-04","date":"2024-01-02","value":"5"}]}
            """));
        Assert.Equal(
            ["GDP: GDP|2024-01-01T00:00:00Z|2024-04-26T03:59:59.999999Z|28284.5|fred/GDP/2024-06-30.json#2024-01-01@2024-04-25",
             "GDP: GDP|2024-01-01T00:00:00Z|2024-05-31T03:59:59.999999Z|28255.9|fred/GDP/2024-06-30.json#2024-01-01@2024-05-30"],
            result.Lines);
        Assert.Equal(["missing-value", "not-a-number", "not-a-number", "wrong-type", "known-before-event",
            "date-out-of-range"], result.Reasons);
        Assert.Null(result.Partitions.Single().Scope.Entity);
    }

    private const string Header =
        "Ticker;SimFinId;Currency;Fiscal Year;Fiscal Period;Report Date;Publish Date;Restated Date;"
        + "Shares (Diluted);Net Income;Revenue;Gross Profit;Operating Income (Loss)\n";

    [Fact]
    public void Statements_are_known_when_published_and_restated_ones_when_restated()
    {
        StepResult result = RawPayloads.Normalize(new NormalizeFundamentals(), ("simfin/BRK.B/2025-06-30.csv", Header
            + "BRK.B;1;USD;2024;Q2;2024-06-30;2024-08-05;2025-08-04;10;-5;110;;30\r\n"
            + "BRK-B;1;USD;2024;Q1;2024-03-31;2024-05-06;2024-05-06;10;5;100;40;20\r\n"));
        Assert.Empty(result.Rejects);
        Assert.Equal(
            ["BRK.B: BRK.B|2024-03-31T00:00:00Z|2024-05-07T03:59:59.999999Z|2024-Q1|USD|100|40|20|5|10|false|simfin/BRK.B/2025-06-30.csv#2024-Q1",
             "BRK.B: BRK.B|2024-06-30T00:00:00Z|2025-08-05T03:59:59.999999Z|2024-Q2|USD|110|~|30|-5|10|true|simfin/BRK.B/2025-06-30.csv#2024-Q2"],
            result.Lines);
    }

    [Theory]
    [InlineData("AAPL;1;USD;2024;Q1;2024-03-31;2024-05-06;;10;5;100;40;20", "other-ticker")]
    [InlineData("JPM;1;USD;2024;Q1;2024-03-31;;;10;5;100;40;20", "no-date")]
    [InlineData("JPM;1;USD;2024;Q1;2024-03-31;2024-01-06;;10;5;100;40;20", "known-before-event")]
    [InlineData("JPM;1;USD;2024;;2024-03-31;2024-05-06;;10;5;100;40;20", "no-period")]
    [InlineData("JPM;1;USD;2024;Q1;2024-03-31;2024-05-06;;10;5;1,000;40;20", "not-a-number")]
    [InlineData("JPM;1;USD;2024;Q1;2024-03-31;2024-05-06;;10;Infinity;100;40;20", "not-a-number")]
    [InlineData("JPM;1;USD;2024;Q1;31.03.2024;2024-05-06;;10;5;100;40;20", "malformed-date")]
    [InlineData("JPM;1;USD;2024;Q1;2024-03-31;2024-05-06;;\"10;5;100;40;20", "malformed-csv")]
    public void A_bad_statement_is_refused(string row, string reason)
    {
        StepResult result = RawPayloads.Normalize(new NormalizeFundamentals(), ("simfin/JPM/2025-06-30.csv",
            Header + row + "\n"));
        Assert.Equal([reason], result.Reasons);
        Assert.Empty(result.Rows);
    }

    [Fact]
    public void A_file_without_a_needed_column_is_refused_and_named()
    {
        Reject reject = RawPayloads.Normalize(new NormalizeFundamentals(), ("simfin/JPM/2025-06-30.csv",
            "Ticker;Revenue\nJPM;1\n")).Rejects.Single();
        Assert.Equal("missing-column", reject.Reason);
        Assert.Contains("Publish Date", reject.Detail, StringComparison.Ordinal);
    }

    internal static (string Key, string Text) Chart(string date, string symbol, string stamps, string open,
        string high, string low,
        string close, string volume, string adjusted, string events = "{}") => ($"yahoo_price/BRK.B/{date}.json",
        $$$"""
        {"chart":{"result":[{"meta":{"symbol":"{{{symbol}}}","exchangeTimezoneName":"America/New_York"},"timestamp":[{{{stamps}}}],"events":{{{events}}},
        "indicators":{"quote":[{"open":[{{{open}}}],"high":[{{{high}}}],"low":[{{{low}}}],"close":[{{{close}}}],"volume":[{{{volume}}}]}],
        "adjclose":[{"adjclose":[{{{adjusted}}}]}]}}],"error":null}}
        """);
}
