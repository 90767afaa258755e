using System.Text;
using Tauric.Adapters.Sources.Http;
using Tauric.Adapters.Sources.Http.Providers;
using Tauric.Adapters.Tests.Contracts;

namespace Tauric.Adapters.Tests.Sources.Http.Providers;

public sealed class PolygonTests : HttpProviderContract
{
    private const string News = "/v2/reference/news?published_utc.gte=2024-05-06T00:00:00Z"
        + "&published_utc.lt=2024-05-07T00:00:00Z&order=desc&limit=1000";

    private protected override HttpProvider Provider => Polygon.Provider;

    private protected override IReadOnlyList<(string Key, string Path)> Expected =>
    [
        ("polygon_news/market/2024-05-06.json", News),
        ("polygon_news/market/2024-05-06.page2_json", "/v2/reference/news?cursor=abc"),
        ("polygon_1min/AAPL/2024-05-06.json",
            "/v2/aggs/ticker/AAPL/range/1/minute/2024-05-06/2024-05-06?sort=asc&limit=50000"),
        ("polygon_daily/BRK.B/2024-04-30.json",
            "/v2/aggs/ticker/BRK.B/range/1/day/2024-04-01/2024-04-30?sort=asc&limit=50000"),
    ];

    private protected override string? KeyComplaint => """{"status":"ERROR","error":"Unknown API Key"}""";

    /// <summary>The next page is named at a host that must not be asked.</summary>
    private protected override byte[] Answer(string path) => Encoding.UTF8.GetBytes(path == News
        ? """{"results":[{"id":"1"}],"status":"OK","next_url":"https://old.invalid/v2/reference/news?cursor=abc"}"""
        : $$"""{"results":[{"id":"{{path}}"}],"status":"OK"}""");
}
