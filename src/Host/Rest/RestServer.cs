using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Tauric.Adapters.Log;
using Tauric.Host.Telemetry;
using Tauric.Pipelines.Decisions;

namespace Tauric.Host.Rest;

/// <summary>The service: endpoints behind keys and limits, over HTTP/1.1.</summary>
internal sealed class RestServer : IAsyncDisposable
{
    private const int ConnectionsMax = 4096;

    private readonly WebApplication _app;
    private readonly KeyGate _gate;
    private readonly MetricsPage _metrics = new();
    private readonly Action<Exception> _tell;

    /// <param name="eventFolder">Log of events; nothing is replayed while it is not there.</param>
    /// <param name="tell">Gets what no client may see: bugs.</param>
    public RestServer(ServeOptions options, RecordLog log, string eventFolder, IDecisionAnswers answers,
        TimeProvider clock, Action<Exception> tell)
    {
        _tell = tell;
        _gate = new KeyGate(new ApiKeys(options.ApiKeys), options.RequestsPerSecondMax);
        // Empty: no variable or file of the machine changes how it listens, and nothing is logged.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Limit(kestrel, options));
        builder.Services.AddRoutingCore();
        _app = builder.Build();
        _app.Use(NameSpan);
        _app.Use(Answer);
        HealthApi.Map(_app, log);
        _metrics.Map(_app);
        new EventsApi(eventFolder).Map(_app);
        new TrainingDataApi(options, new DecisionCapture(log), answers, _gate, clock).Map(_app);
    }

    /// <summary>Where it listens, once started.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features
        .Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>What it answers.</summary>
    public IEnumerable<Endpoint> Endpoints => ((IEndpointRouteBuilder)_app).DataSources.SelectMany(d => d.Endpoints);

    public Task StartAsync(CancellationToken cancelled) => _app.StartAsync(cancelled);

    /// <summary>Answers what has come in, then stops.</summary>
    public Task StopAsync() => _app.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync().ConfigureAwait(false);
        _gate.Dispose();
        _metrics.Dispose();
    }

    private static void Limit(KestrelServerOptions kestrel, ServeOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MarketBytesMax;
        kestrel.Limits.MaxConcurrentConnections = ConnectionsMax;
        kestrel.Limits.RequestHeadersTimeout = options.RequestTimeMax;
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        kestrel.Listen(new IPEndPoint(options.Address, options.Port), listen => listen.Protocols = HttpProtocols.Http1);
    }

    /// <summary>Where somebody listens hosting begins a span for a request, and calls all of them the same.</summary>
    private static async Task NameSpan(HttpContext context, RequestDelegate next)
    {
        await next(context).ConfigureAwait(false);
        if (Activity.Current is not { } span) return;
        if (context.GetEndpoint() is RouteEndpoint endpoint) span.DisplayName = endpoint.RoutePattern.RawText!;
        span.SetTag("http.response.status_code", context.Response.StatusCode);
    }

    /// <summary>Every way a request can end other than well.</summary>
    private async Task Answer(HttpContext context, RequestDelegate next)
    {
        try
        {
            if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
                _gate.Admit(context);
            await next(context).ConfigureAwait(false);
            if (context.Response.StatusCode >= 400 && !context.Response.HasStarted)
                await Problem.OfStatus(context.Response.StatusCode).WriteAsync(context).ConfigureAwait(false);
        }
        catch (ProblemException e)
        {
            await e.Problem.WriteAsync(context).ConfigureAwait(false);
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException e)
        {
            await Problem.OfStatus(e.StatusCode).WriteAsync(context).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException
            && context.RequestAborted.IsCancellationRequested)
        {
            // The client is gone.
        }
        catch (Exception e)
        {
            _tell(e);
            await Problem.OfStatus(StatusCodes.Status500InternalServerError).WriteAsync(context).ConfigureAwait(false);
        }
    }
}
