using System.Text;
using Tauric.Adapters.Sources.Http;
using Tauric.Adapters.Sources.Http.Providers;
using Tauric.Adapters.Tests.Contracts;

namespace Tauric.Adapters.Tests.Sources.Http.Providers;

public sealed class FredTests : HttpProviderContract
{
    private const string Query = "/series/observations?series_id=GDP&file_type=json&limit=100000&offset=0"
        + "&realtime_start=2019-01-01&realtime_end=9999-12-31&observation_start=2019-01-01&observation_end=2024-05-06";

    private protected override HttpProvider Provider => Fred.Provider;

    private protected override (string Provider, string[] Names) Series => ("fred", ["GDP", "DGS10"]);

    private protected override IReadOnlyList<(string Key, string Path)> Expected =>
    [
        ("fred/GDP/2024-05-06.json", Query),
        ("fred/DGS10/2024-05-06.json", Query.Replace("GDP", "DGS10", StringComparison.Ordinal)),
        ("fred/DGS10/2024-05-06.page2_json", Query.Replace("GDP", "DGS10", StringComparison.Ordinal)
            .Replace("offset=0", "offset=100000", StringComparison.Ordinal)),
    ];

    private protected override string? KeyComplaint => """
        {"error_code":400,"error_message":"Bad Request.  The value for variable api_key is not registered."}
        """;

    private protected override byte[] Answer(string path)
    {
        int offset = path.Contains("offset=100000", StringComparison.Ordinal) ? 100000 : 0;
        int count = path.Contains("DGS10", StringComparison.Ordinal) ? 100001 : 3;
        return Encoding.UTF8.GetBytes(
            $$"""{"realtime_start":"2019-01-01","count":{{count}},"offset":{{offset}},"limit":100000, """
            + """ "observations":[{"realtime_start":"2019-02-12","date":"2019-01-01","value":"."}]}""");
    }
}
