using System.Text;
using Tauric.Adapters.Sources.Http;
using Tauric.Adapters.Sources.Http.Providers;
using Tauric.Adapters.Tests.Contracts;

namespace Tauric.Adapters.Tests.Sources.Http.Providers;

public sealed class YahooTests : HttpProviderContract
{
    private protected override HttpProvider Provider => Yahoo.Provider;

    private protected override IReadOnlyList<(string Key, string Path)> Expected =>
    [
        // 300 sessions before, 20 after.
        ("yahoo_price/BRK.B/2024-06-04.json",
            "/v8/finance/chart/BRK-B?period1=1677196800&period2=1717545600&interval=1d&events=div,splits"),
        ("yahoo_analyst/BRK.B/2024-05-06.json",
            "/v10/finance/quoteSummary/BRK-B?modules=upgradeDowngradeHistory"),
    ];

    private protected override string? KeyComplaint => null;

    private protected override byte[] Answer(string path) =>
        Encoding.UTF8.GetBytes($$"""{"chart":{"result":["{{path}}"],"error":null} }""");

    [Fact]
    public async Task An_error_of_the_chart_is_told_in_its_words()
    {
        using var scene = new FetchScene(_ => new(200,
            """{"chart":{"result":null,"error":{"code":"Bad Request","description":"no such range"}}}""",
            ("Content-Type", "application/json")));
        Assert.All((await scene.Fetch(Provider)).Failures, failure =>
            Assert.Contains("no such range", failure.Why, StringComparison.Ordinal));
    }
}
