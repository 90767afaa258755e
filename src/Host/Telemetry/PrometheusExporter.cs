using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Tauric.Host.Telemetry;

/// <summary>
/// Metrics in Prometheus' text format 0.0.4, collected when they are asked for: <c>tauric.run.rows</c> is
/// <c>tauric_run_rows_total</c>, a unit is the end of a name (https://prometheus.io/docs/practices/naming).
/// </summary>
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusExporter : BaseExporter<Metric>, IPullMetricExporter
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private const int CollectTimeMaxMs = 5000;

    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();

    /// <summary>Set by the reader this is given to.</summary>
    public Func<int, bool>? Collect { get; set; }

    public string Scrape()
    {
        lock (_lock)
        {
            _text.Clear();
            Collect!(CollectTimeMaxMs);
            return _text.ToString();
        }
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        foreach (Metric metric in batch) Write(metric);
        return ExportResult.Success;
    }

    private void Write(Metric metric)
    {
        string name = NameOf(metric);
        _text.Append("# HELP ").Append(name).Append(' ').Append(metric.Description).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(KindOf(metric.MetricType)).Append('\n');
        foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
        {
            string labels = LabelsOf(point);
            if (metric.MetricType == MetricType.Histogram) WriteHistogram(name, labels, point);
            else Write(name, labels, ValueOf(metric.MetricType, point));
        }
    }

    private void WriteHistogram(string name, string labels, in MetricPoint point)
    {
        long below = 0;
        foreach (HistogramBucket bucket in point.GetHistogramBuckets())
        {
            below += bucket.BucketCount;
            string bound = $"le=\"{Text(bucket.ExplicitBound)}\"";
            Write(name + "_bucket", labels.Length == 0 ? bound : $"{labels},{bound}", below);
        }

        Write(name + "_sum", labels, point.GetHistogramSum());
        Write(name + "_count", labels, point.GetHistogramCount());
    }

    private void Write(string name, string labels, double value)
    {
        _text.Append(name);
        if (labels.Length > 0) _text.Append('{').Append(labels).Append('}');
        _text.Append(' ').Append(Text(value)).Append('\n');
    }

    private static string NameOf(Metric metric) => Plain(metric.Name)
        + metric.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" }
        + (KindOf(metric.MetricType) == "counter" ? "_total" : "");

    private static string KindOf(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.Histogram => "histogram",
        _ => "gauge",
    };

    private static double ValueOf(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        _ => point.GetGaugeLastValueDouble(),
    };

    private static string LabelsOf(in MetricPoint point)
    {
        var labels = new StringBuilder();
        foreach (KeyValuePair<string, object?> tag in point.Tags)
        {
            string value = (Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "")
                .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
                .Replace("\n", "\\n", StringComparison.Ordinal);
            labels.Append(labels.Length > 0 ? "," : "").Append(Plain(tag.Key)).Append("=\"").Append(value).Append('"');
        }

        return labels.ToString();
    }

    private static string Plain(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    private static string Text(double value) => double.IsPositiveInfinity(value) ? "+Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);
}
