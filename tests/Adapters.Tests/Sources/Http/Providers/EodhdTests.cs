using System.Text;
using Tauric.Adapters.Sources.Http;
using Tauric.Adapters.Sources.Http.Providers;
using Tauric.Adapters.Tests.Contracts;

namespace Tauric.Adapters.Tests.Sources.Http.Providers;

public sealed class EodhdTests : HttpProviderContract
{
    private protected override HttpProvider Provider => Eodhd.Provider;

    private protected override IReadOnlyList<(string Key, string Path)> Expected =>
    [
        ("eodhd_economic_events/US/2024-05-06.json",
            "/economic-events?country=US&from=2024-05-06&to=2024-05-06&limit=1000&fmt=json"),
        ("eodhd_options/BRK.B/2024-06-10.json", "/options/BRK-B.US?fmt=json"),
    ];

    private protected override string? KeyComplaint => """{"message":"api_token is not valid"}""";

    private protected override byte[] Answer(string path) =>
        Encoding.UTF8.GetBytes($$"""[{"type":"{{path}}","date":"2024-05-06 12:30:00"}]""");
}
