using System.Text;
using Tauric.Adapters.Sources.Http;
using Tauric.Adapters.Sources.Http.Providers;
using Tauric.Adapters.Tests.Contracts;

namespace Tauric.Adapters.Tests.Sources.Http.Providers;

public sealed class GoogleNewsTests : HttpProviderContract
{
    private protected override HttpProvider Provider => GoogleNews.Provider;

    private protected override string MediaType => "application/xml; charset=utf-8";

    private protected override IReadOnlyList<(string Key, string Path)> Expected =>
    [
        ("google_news/AAPL/2024-04-30.xml", "/rss/search?q=%22AAPL%22%20after:2024-04-06%20before:2024-05-01"
            + "&hl=en-US&gl=US&ceid=US:en"),
        ("google_news/BRK.B/2024-05-06.xml", "/rss/search?q=%22BRK.B%22%20after:2024-05-01%20before:2024-05-07"
            + "&hl=en-US&gl=US&ceid=US:en"),
    ];

    private protected override string? KeyComplaint => null;

    private protected override byte[] Answer(string path) => Encoding.UTF8.GetBytes(
        $"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>{Uri.EscapeDataString(path)}</title>"
        + "<item><title>a - b</title></item></channel></rss>\n");
}
