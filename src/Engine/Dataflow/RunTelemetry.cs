using System.Diagnostics;
using System.Diagnostics.Metrics;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Dataflow;

/// <summary>
/// A run as spans (the run, the partitions it computes, its commits) and as metrics by step. A partition is named in
/// spans alone: as a label of a metric each would be a series of its own.
/// </summary>
internal sealed class RunTelemetry : IDisposable
{
    private static readonly Counter<long> s_runs = Telemetry.Meter.CreateCounter<long>(
        "tauric.runs", "{run}", "Runs that have ended, by status.");
    private static readonly Counter<long> s_partitions = Telemetry.Meter.CreateCounter<long>(
        "tauric.run.partitions", "{partition}", "Partitions settled, computed or reused.");
    private static readonly Counter<long> s_rows = Telemetry.Meter.CreateCounter<long>(
        "tauric.run.rows", "{row}", "Rows of partitions that were computed.");
    private static readonly Counter<long> s_rejects = Telemetry.Meter.CreateCounter<long>(
        "tauric.run.rejects", "{row}", "Rows refused in partitions that were computed, by reason.");
    private static readonly Counter<long> s_written = Telemetry.Meter.CreateCounter<long>(
        "tauric.run.written", "By", "Bytes of objects committed.");
    private static readonly Histogram<double> s_steps = Telemetry.Meter.CreateHistogram(
        "tauric.run.step.duration", "s", "Time a step took for a partition.", advice: Telemetry.Durations);
    private static readonly Histogram<double> s_commits = Telemetry.Meter.CreateHistogram(
        "tauric.run.commit.duration", "s", "Time a commit of a group took.", advice: Telemetry.Durations);
    private static readonly UpDownCounter<long> s_inFlight = Telemetry.Meter.CreateUpDownCounter<long>(
        "tauric.run.in_flight", "{partition}", "Partitions between being decided and being committed.");

    private readonly KeyValuePair<string, object?> _system;
    private readonly Activity? _run;

    static RunTelemetry() => Telemetry.Meter.CreateObservableUpDownCounter("tauric.columnar.memory",
        () => NativeBuffer.OutstandingBytes, "By", "Native memory of record batches.");

    public RunTelemetry(string system, string runId)
    {
        _system = new KeyValuePair<string, object?>("system", system);
        _run = Telemetry.Spans.StartActivity("run");
        _run?.SetTag("tauric.system", system).SetTag("tauric.run_id", runId);
    }

    public void InFlight(int more) => s_inFlight.Add(more, _system);

    /// <summary>A partition is computed on this thread from here to <see cref="End"/>.</summary>
    /// <returns>Null when nobody listens.</returns>
    public Activity? Begin(Node node) =>
        Begin(node.Step!.Name)?.SetTag("tauric.dataset", node.Step.Output.Name)
            .SetTag("tauric.partition", node.Partition.Key);

    public Activity? BeginCommit(int partitions) => Begin("commit")?.SetTag("tauric.partitions", partitions);

    public void End(Activity? span, Computed computed)
    {
        s_steps.Record(computed.Elapsed.TotalSeconds, _system, StepTag(computed.Node.Step!));
        if (computed.Error is { } error) span?.SetStatus(ActivityStatusCode.Error, error.Message);
        else span?.SetTag("tauric.rows", computed.Record.Rows).SetTag("tauric.rejects", computed.Record.Rejected);
        span?.Dispose();
    }

    public void Committed(long bytes, TimeSpan elapsed)
    {
        s_written.Add(bytes, _system);
        s_commits.Record(elapsed.TotalSeconds, _system);
    }

    public void Settled(Step step, PartitionRecord record, bool computed)
    {
        if (!s_partitions.Enabled) return;
        KeyValuePair<string, object?> tag = StepTag(step);
        s_partitions.Add(1, _system, tag, new("outcome", computed ? "computed" : "reused"));
        if (!computed) return;
        s_rows.Add(record.Rows, _system, tag);
        foreach (RejectCount reject in record.Rejects)
            s_rejects.Add(reject.Rows, _system, tag, new("reason", reject.Reason));
    }

    public void Ended(RunReport report, Exception? failure)
    {
        s_runs.Add(1, _system, new("status", report.Status));
        _run?.SetTag("tauric.status", report.Status).SetTag("tauric.computed", report.Computed)
            .SetTag("tauric.reused", report.Reused);
        if (failure is not null) _run?.SetStatus(ActivityStatusCode.Error, failure.Message);
    }

    public void Dispose() => _run?.Dispose();

    /// <summary>A worker's thread does not inherit the run's span.</summary>
    private Activity? Begin(string name) =>
        Telemetry.Spans.StartActivity(name, ActivityKind.Internal, _run?.Context ?? default);

    private static KeyValuePair<string, object?> StepTag(Step step) => new("step", step.Name);
}
