using Tauric.Pipelines.Feeds;
using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Stories.Market;

namespace Tauric.Pipelines.Tests.Feeds;

public class NasdaqDataLinkTests
{
    private const string Key = "nasdaq_data_link/FRED_UNRATE/2025-03-14.json";

    [Fact]
    public void A_number_is_known_from_the_first_payload_that_has_it()
    {
        StepResult result = Normalize("""
            {"dataset":{"dataset_code":"UNRATE","database_code":"FRED","column_names":["Date","Value"],
             "data":[["2025-02-01",4.1],["2025-01-01",4.0],["2024-12-01",null]]}}
            """);
        Assert.Empty(result.Rejects);
        Assert.Equal(
            [$"2025-03: FRED_UNRATE|2025-01-01T00:00:00Z|2025-03-15T03:59:59.999999Z|4|{Key}#FRED_UNRATE/2025-01-01",
             $"2025-03: FRED_UNRATE|2025-02-01T00:00:00Z|2025-03-15T03:59:59.999999Z|4.1|{Key}#FRED_UNRATE/2025-02-01"],
            result.Lines);
    }

    [Fact]
    public void Several_columns_are_symbols_of_their_own()
    {
        StepResult result = Normalize("""
            {"dataset_data":{"column_names":["Date","1 MO","10 YR"],"data":[["2025-03-13",4.3,4.27]]}}
            """);
        Assert.Equal(["FRED_UNRATE.10_YR", "FRED_UNRATE.1_MO"], result.All("symbol"));
        Assert.Equal(["4.27", "4.3"], result.All("value"));
    }

    [Theory]
    [InlineData("""{"quandl_error":{"code":"QECx02","message":"An incorrect code."}}""", "provider-error", "")]
    [InlineData("""{"dataset":{"dataset_code":"GDP","column_names":["Date","Value"],"data":[]}}""", "other-series", "")]
    [InlineData("""{"dataset":{"column_names":["Date"],"data":[]}}""", "unexpected-shape", "")]
    [InlineData("""{"dataset":{"column_names":["Date","A","A"],"data":[]}}""", "unexpected-shape", "")]
    [InlineData("""{"dataset":{"data":[]}}""", "unexpected-shape", "")]
    [InlineData("""[]""", "wrong-type", "")]
    [InlineData("""{"dataset":{"column_names":["Date","Value"],"data":[["2025-03-13"]]}}""", "ragged-row", "#0")]
    [InlineData("""{"dataset":{"column_names":["Date","Value"],"data":[["2025-03-17",1]]}}""", "after-payload", "#0")]
    [InlineData("""{"dataset":{"column_names":["Date","Value"],"data":[["13.3.2025",1]]}}""", "malformed-date", "#0")]
    [InlineData("""{"dataset":{"column_names":["Date","Value"],"data":[["2025-03-13","1"]]}}""", "wrong-type", "#0")]
    [InlineData("""{"dataset":{"column_names":["Date","Value"],"data":[[20250313,1]]}}""", "no-date", "#0")]
    public void What_is_bad_is_refused(string json, string reason, string at)
    {
        StepResult result = Normalize(json);
        Assert.Equal([(reason, Key + at)], result.Rejects.Select(reject => (reject.Reason, reject.Where)));
        Assert.Empty(result.Rows);
    }

    private static StepResult Normalize(string json) =>
        RawPayloads.Normalize(new NormalizeValues<EconomicValue>(MarketDatasets.Economy), (Key, json));
}
