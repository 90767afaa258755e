using System.IO.Compression;
using System.Text;
using Tauric.Adapters.Sources.Http;
using Tauric.Adapters.Sources.Http.Providers;
using Tauric.Adapters.Sources.Live;
using Tauric.Adapters.Tests.Contracts;

namespace Tauric.Adapters.Tests.Sources.Http.Providers;

public sealed class SimFinTests : HttpProviderContract
{
    private const string Head = "Ticker;SimFinId;Revenue\r\n";

    private protected override HttpProvider Provider => SimFin.Provider;

    private protected override string MediaType => "application/zip";

    private protected override IReadOnlyList<(string Key, string Path)> Expected =>
    [
        ("simfin/AAPL/2024-05-06.csv", "/bulk-download/s3?dataset=income&variant=quarterly&market=us"),
        ("simfin/BRK.B/2024-05-06.csv", "/bulk-download/s3?dataset=income&variant=quarterly&market=us"),
    ];

    private protected override string? KeyComplaint => """{"error":"unknown API key"}""";

    /// <summary>The line of AAPLX must not pass for one of AAPL, and bytes that are no UTF-8 stay.</summary>
    private protected override byte[] Answer(string path) =>
        Zipped([.. Encoding.UTF8.GetBytes(Head + "AAPL;1;100\r\nAAPLX;2;7\r\nBRK.B;3;"), 0xFF, .. "\r\nAAPL;1;200"u8]);

    private protected override string Stored(string key, byte[] answer) =>
        Head + (key.Contains("AAPL", StringComparison.Ordinal) ? "AAPL;1;100\r\nAAPL;1;200" : "BRK.B;3;\uFFFD\r\n");

    [Theory]
    [InlineData("PK, but no archive")]
    [InlineData("")]
    public async Task A_damaged_archive_is_no_payload(string body)
    {
        byte[] bytes = body.Length > 0 ? Encoding.ASCII.GetBytes(body) : Zipped("no;table\n"u8.ToArray());
        using var scene = new FetchScene(_ => new(200, bytes, ("Content-Type", "application/zip")));
        Assert.Equal(VendorFault.Malformed, Assert.Single((await scene.Fetch(Provider)).Failures).Fault);
        Assert.Empty(scene.Payloads());
    }

    [Fact]
    public async Task A_company_that_is_not_in_the_archive_has_no_payload()
    {
        using var scene = new FetchScene(r => new(200, Answer(r.Path), ("Content-Type", "application/zip")));
        scene.Request = scene.Request with { Tickers = ["SPY"] };
        FetchReport report = await scene.Fetch(Provider);
        Assert.Equal((1, 0, 0), (report.Fetched, report.Payloads, report.Failures.Count));
    }

    private static byte[] Zipped(byte[] table)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = zip.CreateEntry("us-income-quarterly.csv").Open();
            entry.Write(table);
        }

        return bytes.ToArray();
    }
}
