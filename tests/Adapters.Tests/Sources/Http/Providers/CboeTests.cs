using System.Text;
using Tauric.Adapters.Sources.Http;
using Tauric.Adapters.Sources.Http.Providers;
using Tauric.Adapters.Tests.Contracts;

namespace Tauric.Adapters.Tests.Sources.Http.Providers;

public sealed class CboeTests : HttpProviderContract
{
    private protected override HttpProvider Provider => Cboe.Provider;

    private protected override string MediaType => "text/csv";

    private protected override (string Provider, string[] Names) Series => ("cboe", ["VIX", "TOTAL_PC"]);

    private protected override IReadOnlyList<(string Key, string Path)> Expected =>
    [
        ("cboe/VIX/2024-06-10.csv", "/api/global/us_indices/daily_prices/VIX_History.csv"),
        ("cboe/TOTAL_PC/2024-06-10.csv", "/resources/options/volume_and_call_put_ratios/totalpc.csv"),
    ];

    private protected override string? KeyComplaint => null;

    private protected override byte[] Answer(string path) =>
        Encoding.UTF8.GetBytes($"{path}\r\nDATE,OPEN,HIGH,LOW,CLOSE\r\n01/02/1990,17.24,17.24,17.24,17.24\r\n");
}
