using System.Net;
using System.Net.Sockets;
using Tauric.Engine;
using Tauric.Host.Telemetry;

namespace Tauric.Host.Tests.Telemetry;

public sealed class MetricsServerTests
{
    [Fact]
    public async Task It_says_where_it_is_answers_there_and_is_gone_afterwards()
    {
        Assert.Null(MetricsServer.Start(null, TextWriter.Null));
        using var client = new HttpClient();
        using var words = new StringWriter();
        string address;
        using (MetricsServer.Start(0, words))
        {
            address = words.ToString().TrimEnd().Split(' ')[^1];
            Assert.StartsWith("http://127.0.0.1:", address, StringComparison.Ordinal);
            using HttpResponseMessage page = await client.GetAsync(address);
            Assert.Equal("text/plain; version=0.0.4; charset=utf-8", $"{page.Content.Headers.ContentType}");
            Assert.Contains("dotnet_process_cpu_time_seconds_total", await page.Content.ReadAsStringAsync());
        }

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(address));
    }

    [Fact]
    public void A_port_that_is_taken_is_the_operator_s_to_change()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var error = Assert.Throws<ResourceException>(
            () => MetricsServer.Start(((IPEndPoint)taken.LocalEndpoint).Port, TextWriter.Null));
        Assert.Contains("--metrics-port", error.Message);
    }
}
