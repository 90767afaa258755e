using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Datasets;
using Tauric.Engine.Tests.Proofs;
using Tauric.Pipelines.Feeds;
using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Stories.Market;

namespace Tauric.Pipelines.Tests.Feeds;

/// <summary>Payloads with bytes changed, cut and repeated: rows or rejects come out, never an exception.</summary>
public class HostilePayloadTests
{
    private static readonly (string Key, string Text) Chart = NormalizeEntityTests.Chart("2024-03-06", "BRK-B",
        "1709562600",
        "1", "1", "1", "1", "1", "1", """{"splits":{"1":{"date":1709562600,"numerator":1,"denominator":2}}}""");

    private static readonly (string Key, string Text, Func<Step> Step)[] Good =
    [
        ("finnhub/AAPL/2024-03-05.json", """[{"datetime":1709633100,"headline":"<b>A</b> &amp; b","id":7,"source":"W","summary":"s &lt; t","url":"u"}]""", () => new NormalizeNews()),
        ("google_news/AAPL/2024-03-31.xml",
            "<rss><channel><item><title>a &amp; b - W</title><guid>g</guid><pubDate>Tue, 05 Mar 2024 10:05:00 GMT</pubDate><source url=\"u\">W</source></item></channel></rss>", () => new NormalizeNews()),
        (Chart.Key, Chart.Text, () => new NormalizePrice()),
        ("finnhub_insider_transactions/A/2024-03-31.json", """{"data":[{"id":"b","name":"D","share":9,"change":-1,"filingDate":"2024-03-12","transactionDate":"2024-03-08","transactionCode":"S","transactionPrice":1.5}]}""", () => new NormalizeInsider()),
        ("finnhub_insider_sentiment/A/2024-03-31.json", """{"data":[{"year":2024,"month":3,"change":-100,"mspr":-52.5}]}""", () => new NormalizeInsider()),
        ("yahoo_analyst/A/2024-03-31.json", """{"quoteSummary":{"result":[{"upgradeDowngradeHistory":{"history":[{"epochGradeDate":1709649000,"firm":"V","toGrade":"B","fromGrade":"H","action":"up"}]}}]}}""", () => new NormalizeAnalyst()),
        ("fred/GDP/2024-06-30.json", """{"observations":[{"realtime_start":"2024-05-30","date":"2024-01-01","value":"28255.9"}]}""", () => new NormalizeMacro()),
        ("simfin/A/2025-06-30.csv",
            "Ticker;Fiscal Year;Fiscal Period;Report Date;Publish Date;Revenue;Net Income\nA;2024;Q1;2024-03-31;2024-05-06;\"1\";2\n", () => new NormalizeFundamentals()),
        ("iqfeed_1min/market/2025-03-14.csv", "AAPL,LH,2025-03-14 09:31:00,2.10,1.90,2.01,2.05,99,12,3,\r\nAAPL,!ENDMSG!,\r\n", () => new NormalizeMinutes()),
        ("iqfeed_stream/market/2025-03-14.csv", "T,20250314 09:30:00\r\nB1,BC,AAPL,2025-03-14 09:31:00,2.01,2.1,1.9,2,99,12,3\r\n", () => new NormalizeMinutes()),
        ("polygon_1min/AAPL/2025-03-14.json", """{"ticker":"AAPL","status":"OK","results":[{"v":9,"o":1,"c":1,"h":1,"l":1,"t":1741959000000}]}""", () => new NormalizeMinutes()),
        ("polygon_daily/AAPL/2025-03-14.json", """{"status":"OK","results":[{"v":9,"o":1,"c":1,"h":1,"l":1,"t":1741924800000}]}""", () => new NormalizeDaily()),
        ("iqfeed_daily/market/2025-03-14.csv", "AAPL,2025-03-14,2.1,1.9,2,2,99,0\r\n", () => new NormalizeDaily()),
        ("polygon_news/market/2025-03-14.json", """{"status":"OK","results":[{"id":"a","publisher":{"name":"W"},"title":"A &amp; b","published_utc":"2025-03-14T12:30:05Z","tickers":["A"],"description":"d"}]}""", () => new NormalizeMarketNews()),
        ("iqfeed_internals/market/2025-03-14.csv", "TICK,2025-03-14,2,-1,0,1,0,0\r\n", () => new NormalizeValues<InternalsValue>(MarketDatasets.Internals)),
        ("cboe/VIX/2025-03-14.csv", "DATE,OPEN,HIGH,LOW,CLOSE\n03/14/2025,1,2,1,2\n", () => new NormalizeValues<OptionsValue>(MarketDatasets.Options)),
        ("cboe_datashop/market/2025-03-14.csv",
            "underlying_symbol,quote_date,root,expiration,strike,option_type,trade_volume,open_interest\nA,2025-03-13,A,2025-04-17,9,C,5,0\n", () => new NormalizeValues<OptionsValue>(MarketDatasets.Options)),
        ("nasdaq_data_link/FRED_X/2025-03-14.json", """{"dataset":{"dataset_code":"X","database_code":"FRED","column_names":["Date","Value"],"data":[["2025-03-13",1.5]]}}""", () => new NormalizeValues<EconomicValue>(MarketDatasets.Economy)),
    ];

    // Bytes that mean something to some parser, so that mutations get past the first letter.
    private static readonly byte[] Spice = [.. "\"'[]{}<>&;:,.-+eE0129\\/!=%\n\r\t "u8, 0, 0x7F, 0xC3, 0xED, 0xFF];

    [Fact]
    public void Each_of_them_gives_a_row_as_it_is() => Assert.All(Good, good =>
    {
        StepResult result = RawPayloads.Normalize(good.Step(), (good.Key, good.Text));
        Assert.Single(result.Rows);
        Assert.Empty(result.Rejects);
    });

    [Fact]
    public void Mutated_payloads_never_stop_a_run()
    {
        Gen<(int Which, (int At, int Kind, int Byte)[] Changes)> changes =
            from which in Gen.Choose(0, Good.Length - 1)
            from n in Gen.Choose(1, 6)
            from edits in (from at in Gen.Choose(0, 10_000)
                           from kind in Gen.Choose(0, 3)
                           from b in Gen.Choose(0,
                Spice.Length - 1)
                           select (at, kind, b)).ArrayOf(n)
            select (which, edits);
        Prop.ForAll(changes.ToArbitrary(), change =>
        {
            (string key, string text, Func<Step> step) = Good[change.Which];
            byte[] bytes = Mutated(Encoding.UTF8.GetBytes(text), change.Changes);
            StepResult result = RawPayloads.Normalize(step(), [(key, bytes.Length == 0 ? " "u8.ToArray() : bytes)]);
            Assert.All(result.Rejects, reject => Assert.Matches("^[a-z0-9-]+$", reject.Reason));
        }).Holds(10_000);
    }

    private static byte[] Mutated(byte[] bytes, (int At, int Kind, int Byte)[] changes)
    {
        List<byte> mutated = [.. bytes];
        foreach ((int at, int kind, int spice) in changes)
        {
            int index = at % Math.Max(1, mutated.Count);
            if (mutated.Count == 0 || kind == 0) mutated.Insert(Math.Min(index, mutated.Count), Spice[spice]);
            else if (kind == 1) mutated[index] = Spice[spice];
            else if (kind == 2) mutated.RemoveAt(index);
            else mutated.InsertRange(index, mutated.GetRange(index / 2, Math.Min(40, mutated.Count - (index / 2))));
        }

        return [.. mutated];
    }
}
