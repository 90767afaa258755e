using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tauric.Engine;

namespace Tauric.Host.Telemetry;

/// <summary>Serves <c>/metrics</c> to this machine while a run lasts.</summary>
internal sealed class MetricsServer : IDisposable
{
    private readonly MetricsPage _page = new();
    private readonly WebApplication _app;

    private MetricsServer(int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(
            new IPEndPoint(IPAddress.Loopback, port), listen => listen.Protocols = HttpProtocols.Http1));
        builder.Services.AddRoutingCore();
        _app = builder.Build();
        _page.Map(_app);
    }

    /// <summary>Says where it listens; null when nobody asked for it.</summary>
    /// <exception cref="ResourceException">The port is taken.</exception>
    public static MetricsServer? Start(int? port, TextWriter words)
    {
        if (port is null) return null;
        var server = new MetricsServer(port.Value);
        try
        {
            server._app.Start();
        }
        catch (IOException e)
        {
            server.Dispose();
            throw new ResourceException($"Cannot serve metrics: {e.Message} Try another --metrics-port.", e);
        }

        words.WriteLine($"Metrics at {server._app.Urls.Single()}{MetricsPage.Path}");
        return server;
    }

    public void Dispose()
    {
        _app.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _page.Dispose();
    }
}
