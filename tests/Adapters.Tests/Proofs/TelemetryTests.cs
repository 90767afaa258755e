using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json;
using Tauric.Engine;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Tests.Proofs;

/// <summary>What a run tells listeners of the framework and writes to its log, against what it did.</summary>
public sealed class TelemetryTests : IDisposable
{
    private const string System = "told";

    private readonly ConcurrentBag<Activity> _spans = [];
    private readonly ConcurrentBag<(string Name, double Value, KeyValuePair<string, object?>[] Tags)> _measured = [];
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _listener;

    public TelemetryTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Add,
        };
        ActivitySource.AddActivityListener(_listener);
        _meters.InstrumentPublished = (instrument, meters) =>
        {
            if (instrument.Meter.Name == Telemetry.Name) meters.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>(
            (i, value, tags, _) => _measured.Add((i.Name, value, tags.ToArray())));
        _meters.SetMeasurementEventCallback<double>(
            (i, value, tags, _) => _measured.Add((i.Name, value, tags.ToArray())));
        _meters.Start();
    }

    public void Dispose()
    {
        _meters.Dispose();
        _listener.Dispose();
    }

    [Fact]
    public void Counts_and_spans_are_those_of_the_report_and_only_spans_name_partitions()
    {
        using var root = new DataRoot();
        var dag = new RandomDag(3);
        var pipeline = dag.Pipeline with { Name = System };
        RunReport report = root.Run(pipeline, o => o with { Workers = 2 });
        RunReport again = root.Run(pipeline);
        Assert.Equal(report.Computed, Sum("tauric.run.partitions", "outcome", "computed"));
        Assert.Equal(again.Reused, Sum("tauric.run.partitions", "outcome", "reused"));
        Assert.Equal(report.Rows, Sum("tauric.run.rows"));
        Assert.Equal(report.Rejected, Sum("tauric.run.rejects", "reason", "seven"));
        Assert.Equal(0, Sum("tauric.run.in_flight"));
        Assert.Equal(2, Sum("tauric.runs", "status", "success"));
        Assert.Equal(report.Computed, Measured("tauric.run.step.duration").Count());
        Assert.InRange(Sum("tauric.run.written"), 1, report.BytesWritten);
        Assert.Subset(new HashSet<string> { "system", "step", "outcome", "reason", "status" },
            Measured(null).SelectMany(m => m.Tags).Select(t => t.Key).ToHashSet());

        Activity run = _spans.Single(s => report.RunId.Equals(s.GetTagItem("tauric.run_id")) && IsOurs(s));
        Activity[] children = [.. _spans.Where(s => s.ParentSpanId == run.SpanId)];
        Assert.Equal(dag.Model().Keys, children.Where(s => s.OperationName != "commit")
            .Select(s => $"{s.GetTagItem("tauric.dataset")}/{s.GetTagItem("tauric.partition")}")
            .Order(StringComparer.Ordinal));
        Assert.Equal(report.Computed, children.Where(s => s.OperationName == "commit")
            .Sum(s => (int)s.GetTagItem("tauric.partitions")!));
    }

    [Fact]
    public void A_failure_is_in_the_log_and_in_the_span_with_its_step_and_partition()
    {
        using var root = new DataRoot();
        var dag = new RandomDag(3);
        dag.Last.Before = key => { if (key == "k1") throw new DataException("broken gate"); };
        Assert.Throws<PartitionException>(() => root.Run(dag.Pipeline with { Name = System }));
        string log = Assert.Single(root.Store.List("logs"), k => k.EndsWith(".jsonl", StringComparison.Ordinal));
        JsonElement[] lines = [.. Encoding.UTF8.GetString(root.Store.Load(log)).TrimEnd().Split('\n')
            .Select(line => JsonDocument.Parse(line).RootElement)];
        JsonElement failed = Assert.Single(lines, l => l.GetProperty("level").GetString() == "error");
        Assert.Equal((dag.Last.Name, $"{dag.Last.Name}/k1", "DataException"), (failed.GetProperty("step").GetString(),
            failed.GetProperty("partition").GetString(), failed.GetProperty("kind").GetString()));
        Assert.Equal("failed", lines[^1].GetProperty("status").GetString());
        Activity span = Assert.Single(_spans, s => s.StatusDescription == "broken gate");
        Assert.Equal((dag.Last.Name, "k1"), (span.OperationName, span.GetTagItem("tauric.partition")));
        Assert.Equal(1, Sum("tauric.runs", "status", "failed"));
    }

    [Fact]
    public void The_log_has_a_line_for_each_partition_and_is_told_as_it_comes()
    {
        using var root = new DataRoot();
        var dag = new RandomDag(3);
        List<string> told = [];
        RunReport report = root.Run(dag.Pipeline, o => o with { Tell = told.Add });
        Assert.Equal($"logs/run_{report.RunId}.jsonl", report.Log);
        Assert.Equal(string.Join('\n', told) + "\n", Encoding.UTF8.GetString(root.Store.Load(report.Log!)));
        JsonElement[] lines = [.. told.Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(dag.Model().Keys, lines.Where(l => l.GetProperty("event").GetString() == "computed")
            .Select(l => l.GetProperty("partition").GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal(["run_started", "planned"], lines[..2].Select(l => l.GetProperty("event").GetString()));
        Assert.Null(root.Run(dag.Pipeline).Log);
    }

    private IEnumerable<(string Name, double Value, KeyValuePair<string, object?>[] Tags)> Measured(string? name) =>
        _measured.Where(m => (name is null || m.Name == name) && m.Tags.Contains(new("system", System)));

    private double Sum(string name, string? tag = null, string? value = null) => Measured(name)
        .Where(m => tag is null || m.Tags.Contains(new(tag, value))).Sum(m => m.Value);

    private static bool IsOurs(Activity span) => System.Equals(span.GetTagItem("tauric.system"));
}
