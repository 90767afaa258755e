using System.Text;
using Tauric.Adapters.Sources.Http;
using Tauric.Adapters.Sources.Http.Providers;
using Tauric.Adapters.Tests.Contracts;

namespace Tauric.Adapters.Tests.Sources.Http.Providers;

public sealed class NasdaqDataLinkTests : HttpProviderContract
{
    private protected override HttpProvider Provider => NasdaqDataLink.Provider;

    private protected override (string Provider, string[] Names) Series => ("nasdaq", ["FRED/GDP", "MULTPL/SP500_PE"]);

    private protected override IReadOnlyList<(string Key, string Path)> Expected =>
    [
        ("nasdaq_data_link/FRED_GDP/2024-06-10.json", "/datasets/FRED/GDP.json"),
        ("nasdaq_data_link/MULTPL_SP500_PE/2024-06-10.json", "/datasets/MULTPL/SP500_PE.json"),
    ];

    private protected override string? KeyComplaint =>
        """{"quandl_error":{"code":"QEAx01","message":"We could not recognize your API key."}}""";

    private protected override byte[] Answer(string path) =>
        Encoding.UTF8.GetBytes($$"""{"dataset":{"name":"{{path}}","data":[["2024-03-31",1.5]]} }""");
}
