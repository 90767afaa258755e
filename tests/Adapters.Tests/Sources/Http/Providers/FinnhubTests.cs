using System.Text;
using Tauric.Adapters.Sources.Http;
using Tauric.Adapters.Sources.Http.Providers;
using Tauric.Adapters.Tests.Contracts;

namespace Tauric.Adapters.Tests.Sources.Http.Providers;

public sealed class FinnhubTests : HttpProviderContract
{
    private protected override HttpProvider Provider => Finnhub.Provider;

    private protected override IReadOnlyList<(string Key, string Path)> Expected =>
    [
        ("finnhub/AAPL/2024-05-06.json", "/company-news?symbol=AAPL&from=2024-05-06&to=2024-05-06"),
        ("finnhub/BRK.B/2024-04-06.json", "/company-news?symbol=BRK.B&from=2024-04-06&to=2024-04-06"),
        ("finnhub_insider_transactions/AAPL/2024-04-30.json",
            "/stock/insider-transactions?symbol=AAPL&from=2024-04-01&to=2024-04-30"),
        ("finnhub_insider_sentiment/AAPL/2024-05-06.json",
            "/stock/insider-sentiment?symbol=AAPL&from=2024-03-01&to=2024-05-06"),
    ];

    private protected override string? KeyComplaint => """{"error":"Invalid API key"}""";

    private protected override byte[] Answer(string path) => Encoding.UTF8.GetBytes(
        path.StartsWith("/company-news", StringComparison.Ordinal)
            ? $$"""[{"datetime":1714953600,"headline":"é","id":1,"related":"{{path}}"}]"""
            : $$"""{"data":[],"symbol":"{{path}}"}""");

    [Fact]
    public async Task A_day_without_news_is_no_payload_and_is_not_asked_again()
    {
        using var scene = new FetchScene(_ => new(200, "[]\n", ("Content-Type", "application/json")));
        scene.Request = scene.Request with { System = "corpus", Sources = ["finnhub"] };
        await scene.Fetch(Provider with { Sources = [Provider.Sources[0]] });
        Assert.Empty(scene.Payloads());
        int asked = scene.Server.Requests.Count;
        await scene.Fetch(Provider with { Sources = [Provider.Sources[0]] });
        Assert.Equal(asked, scene.Server.Requests.Count);
    }
}
