using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Tauric.Host.Telemetry;

/// <summary>
/// <c>/metrics</c>, for Prometheus to scrape. Needs no key: it has counts and times by step, endpoint and status, and
/// nothing of what was decided.
/// </summary>
internal sealed class MetricsPage : IDisposable
{
    public const string Path = "/metrics";

    private readonly PrometheusExporter _exporter = new();
    private readonly MeterProvider _meters;

    public MetricsPage() => _meters = Sdk.CreateMeterProviderBuilder().AddMetrics()
        .AddReader(new BaseExportingMetricReader(_exporter)).Build();

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, WriteAsync);

    public void Dispose() => _meters.Dispose();

    private async Task WriteAsync(HttpContext context)
    {
        byte[] text = Encoding.UTF8.GetBytes(_exporter.Scrape());
        context.Response.ContentType = PrometheusExporter.ContentType;
        context.Response.ContentLength = text.Length;
        await context.Response.BodyWriter.WriteAsync(text).ConfigureAwait(false);
    }
}
