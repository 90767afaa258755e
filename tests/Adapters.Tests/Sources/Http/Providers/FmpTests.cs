using System.Text;
using Tauric.Adapters.Sources.Http;
using Tauric.Adapters.Sources.Http.Providers;
using Tauric.Adapters.Tests.Contracts;

namespace Tauric.Adapters.Tests.Sources.Http.Providers;

public sealed class FmpTests : HttpProviderContract
{
    private protected override HttpProvider Provider => Fmp.Provider;

    private protected override IReadOnlyList<(string Key, string Path)> Expected =>
        [("fmp/BRK.B/2024-06-10.json", "/income-statement?symbol=BRK-B&period=quarter&limit=120")];

    private protected override string? KeyComplaint => """{"Error Message":"Invalid API KEY. Please retry."}""";

    private protected override byte[] Answer(string path) =>
        Encoding.UTF8.GetBytes($$"""[{"date":"2024-03-31","symbol":"{{path}}","revenue":1}]""");
}
