using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Tauric.Host.Telemetry;

namespace Tauric.Host.Tests.Telemetry;

public sealed class PrometheusExporterTests
{
    [Fact]
    public void Every_kind_of_instrument_is_written_as_the_format_says()
    {
        using var meter = new Meter("tests.prometheus");
        var exporter = new PrometheusExporter();
        using MeterProvider meters = Sdk.CreateMeterProviderBuilder().AddMeter(meter.Name)
            .AddReader(new BaseExportingMetricReader(exporter)).Build();
        meter.CreateCounter<long>("a.b", "By", "Of c.").Add(3, new KeyValuePair<string, object?>("d.e", "\"f\"\\g\nh"));
        Histogram<double> seconds = meter.CreateHistogram("i", "s", "Of j.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [.5, 2] });
        foreach (double value in (double[])[.25, 1, 4]) seconds.Record(value);
        meter.CreateUpDownCounter<long>("k", "{thing}", "Of l.").Add(-2);
        meter.CreateObservableGauge("m", () => 1e300, null, "Of n.");
        Assert.Equal("""
            # HELP a_b_bytes_total Of c.
            # TYPE a_b_bytes_total counter
            a_b_bytes_total{d_e="\"f\"\\g\nh"} 3
            # HELP i_seconds Of j.
            # TYPE i_seconds histogram
            i_seconds_bucket{le="0.5"} 1
            i_seconds_bucket{le="2"} 2
            i_seconds_bucket{le="+Inf"} 3
            i_seconds_sum 5.25
            i_seconds_count 3
            # HELP k Of l.
            # TYPE k gauge
            k -2
            # HELP m Of n.
            # TYPE m gauge
            m 1E+300

            """, exporter.Scrape());
    }
}
