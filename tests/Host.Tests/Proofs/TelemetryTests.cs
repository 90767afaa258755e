using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tauric.Host.Rest;

namespace Tauric.Host.Tests.Proofs;

/// <summary>What the service and a run tell, as a real Prometheus and a collector got it.</summary>
public sealed partial class TelemetryTests(WatchedRun watched) : IClassFixture<WatchedRun>
{
    private const string Collect = $"http_route=\"{TrainingDataApi.Root}/collect\"";

    /// <summary>None has as many values as there are partitions, decisions or paths asked for.</summary>
    private static readonly HashSet<string> s_labels =
    [
        "system", "step", "outcome", "reason", "status", "model", "from", "refused", "kind", "le",
        "http_request_method", "http_response_status_code", "http_route", "network_protocol_version", "url_scheme",
        "cpu_mode", "gc_heap_generation", "aspnetcore_request_is_unhandled",
    ];

    /// <summary>In PromQL, each with what it should be answered.</summary>
    public static readonly IReadOnlyList<(string Question, Func<double, bool> IsExpected)> Questions =
    [
        ("up{job='service'}", n => n == 1),
        ("up{job='run'}", n => n == 1),
        ($"http_server_request_duration_seconds_count{{{Collect},http_response_status_code='202'}}",
            n => n == WatchedRun.Collected),
        ("sum(http_server_request_duration_seconds_count{http_response_status_code='401'})", n => n == 1),
        ("sum(http_server_request_duration_seconds_count{http_response_status_code='404'})", n => n == 3),
        ($"histogram_quantile(0.5, http_server_request_duration_seconds_bucket{{{Collect}}})", s => s is > 0 and <= 10),
        ("tauric_log_append_duration_seconds_count{status='stored'}", n => n == WatchedRun.Collected),
        ("tauric_log_waiting", n => n == 0),
        ("tauric_model_requests_total{model='m',from='model'}", n => n > 0),
        ("tauric_run_in_flight{system='corpus'}", n => n > 0),
        ("tauric_run_partitions_total{system='corpus',step='ingest_raw',outcome='computed'}", n => n > 0),
        ("dotnet_process_memory_working_set_bytes{job='run'}", bytes => bytes > 1 << 20),
    ];

    [Fact]
    public void Prometheus_scrapes_the_service_and_a_run_and_answers_with_what_happened()
    {
        Skip();
        Assert.All(Questions, q => Assert.True(watched.Seen[q.Question] is { } answer && q.IsExpected(answer),
            $"{q.Question} is {watched.Seen[q.Question]}"));
        JsonElement raw = Lines(watched.Run.Error).Single(
            l => EventOf(l) == "step_ended" && l.GetProperty("step").GetString() == "ingest_raw");
        Assert.InRange(watched.Seen.Single(s => s.Key.Contains("ingest_raw")).Value!.Value, 1,
            raw.GetProperty("computed").GetInt32());
    }

    [Fact]
    public void Promtool_accepts_the_pages_and_no_label_names_a_partition()
    {
        Skip();
        Assert.Equal(2, watched.Pages.Count);
        Assert.All(watched.Pages, page => Assert.Equal("", PrometheusServer.Check(page)));
        Assert.Subset(s_labels, watched.Pages.SelectMany(page => Label().Matches(page)).Select(m => m.Groups[1].Value)
            .ToHashSet());
        Assert.All(watched.Pages, page => Assert.InRange(page.Split('\n').Length, 20, 1000));
    }

    [Fact]
    public void A_collector_gets_metrics_and_spans_that_name_steps_and_endpoints()
    {
        Skip();
        string spans = string.Concat(watched.Sent[$"/{WatchedRun.Secret}/v1/traces"]);
        string metrics = string.Concat(watched.Sent[$"/{WatchedRun.Secret}/v1/metrics"]);
        foreach (string name in (string[])["distill_theses", "ingest_raw", "commit", "corpus", "AAPL/2024-03-",
            TrainingDataApi.Root + "/collect"])
            Assert.Contains(name, spans, StringComparison.Ordinal);
        foreach (string name in (string[])["tauric.run.partitions", "tauric.model.tokens", "tauric.log.append.duration",
            "http.server.request.duration", "service.name"])
            Assert.Contains(name, metrics, StringComparison.Ordinal);
    }

    [Fact]
    public void The_log_of_the_run_is_lines_of_JSON_and_so_is_what_both_say_on_stderr()
    {
        Skip();
        watched.Run.Expect(CommandLine.Done);
        watched.Service.Expect(CommandLine.Done);
        Match told = LogLine().Match(watched.Run.Out);
        Assert.True(told.Success, watched.Run.Out);
        Assert.Equal(watched.Run.Error, File.ReadAllText(Path.Combine(watched.Root, told.Groups[1].Value)));
        Assert.Equal(["listening", "stopped"], Lines(watched.Service.Error).Select(EventOf));
        Assert.Empty(watched.Service.Out);
        Assert.Equal("success", Lines(watched.Run.Error)[^1].GetProperty("status").GetString());
    }

    [Fact]
    public void Planted_secrets_are_in_no_page_no_span_no_line_and_no_file_of_the_run()
    {
        Skip();
        IEnumerable<string> told =
        [
            .. watched.Pages, .. watched.Sent.SelectMany(bodies => bodies), watched.Run.Out, watched.Run.Error,
            watched.Service.Out, watched.Service.Error,
        ];
        Assert.All(told, text => Assert.DoesNotContain(WatchedRun.Secret, text, StringComparison.Ordinal));
        byte[] secret = Encoding.ASCII.GetBytes(WatchedRun.Secret);
        Assert.All(Directory.GetFiles(watched.Root, "*", SearchOption.AllDirectories), file =>
            Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(secret) < 0, file));
    }

    private static void Skip() => Assert.SkipWhen(PrometheusServer.Missing is not null, PrometheusServer.Missing ?? "");

    private static JsonElement[] Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonDocument.Parse(line).RootElement)];

    private static string? EventOf(JsonElement line) => line.GetProperty("event").GetString();

    [GeneratedRegex("[{,]([a-z_]+)=\"")]
    private static partial Regex Label();

    [GeneratedRegex("what happened: (.*)")]
    private static partial Regex LogLine();
}
