using System.Globalization;
using System.Text;
using System.Text.Json;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Engine.Inference;

namespace Tauric.Engine.Dataflow;

/// <summary>
/// The trace a run leaves: a <c>pipeline_run</c> row, <c>logs/run_id.json</c>, what happened in
/// <c>logs/run_id.jsonl</c>, and the manifests. A run that finds everything up to date leaves none.
/// </summary>
internal sealed class RunLog
{
    private readonly RunOptions _options;
    private readonly RunReport _report;
    private readonly RunEvents _events;
    private readonly DateTimeOffset _startedAt;
    private bool _started;

    public RunLog(RunOptions options, RunReport report)
    {
        (_options, _report) = (options, report);
        _startedAt = options.Clock.GetUtcNow();
        _events = new RunEvents(options.Clock, options.Tell);
        _events.Info("run_started", json =>
        {
            json.WriteString("run_id", report.RunId);
            json.WriteString("system", report.System);
            if (options.Shard is { } shard) json.WriteString("shard", $"{shard.Index}/{shard.Count}");
        });
    }

    /// <summary>Unique because a data root has one run at a time.</summary>
    public static string IdAt(DateTimeOffset now) =>
        now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture);

    /// <summary>Called when the first partition is about to be computed.</summary>
    public void Start()
    {
        if (_started) return;
        _started = true;
        _options.Catalog.Record(Row("running", finishedAt: null, reportJson: "{}"));
    }

    /// <summary>Called when it is known what the run is about.</summary>
    public void Planned()
    {
        _events.Info("planned", json => json.WriteNumber("partitions", _report.Steps.Sum(s => s.Partitions)));
        foreach (string line in Absence.Lines(_report.Absent))
            _events.Warn("absent", json => json.WriteString("what", line));
    }

    public void Computed(Computed computed) => _events.Detail("computed", json =>
    {
        json.WriteString("step", computed.Node.Step!.Name);
        json.WriteString("partition", computed.Node.Name);
        json.WriteNumber("rows", computed.Record.Rows);
        json.WriteNumber("bytes", computed.Record.Bytes);
        json.WriteNumber("seconds", Math.Round(computed.Elapsed.TotalSeconds, 4));
        if (computed.Record.Rejects.Count > 0) WriteRejects(json, computed.Record.Rejects.Select(r => (r.Reason, r.Rows)));
    });

    public void Committed(int partitions, long bytes, TimeSpan elapsed) => _events.Detail("committed", json =>
    {
        json.WriteNumber("partitions", partitions);
        json.WriteNumber("bytes", bytes);
        json.WriteNumber("seconds", Math.Round(elapsed.TotalSeconds, 4));
    });

    public void Failed(Exception error) => _events.Fail(error);

    /// <param name="records">Every partition in the catalog, as it is now.</param>
    public void Finish(IReadOnlyList<PartitionRecord> records)
    {
        if (_report.Status == "success")
            _report.BytesWritten += Manifests.Sync(records, _options.Store, _options.Catalog, _report.RunId);
        Ended();
        if (!_started && _report.BytesWritten == 0 && _report.Removed == 0) return;
        byte[] json = ReportJson();
        string name = $"logs/run_{_report.RunId}.json", lines = name + "l";
        _options.Store.Publish([_options.Store.Stage(name, json), _options.Store.Stage(lines, _events.Kept)]);
        _report.Log = lines;
        _options.Catalog.Record(Row(_report.Status, _options.Clock.GetUtcNow(), Encoding.UTF8.GetString(json)));
    }

    /// <summary>Tells how the run ended, by step and as a whole.</summary>
    public void Ended()
    {
        _events.Close();
        foreach (StepReport step in _report.Steps) _events.Info("step_ended", json => WriteCounts(json, step));
        _events.Info("run_ended", json =>
        {
            json.WriteString("status", _report.Status);
            json.WriteNumber("computed", _report.Computed);
            json.WriteNumber("reused", _report.Reused);
            json.WriteNumber("rows", _report.Rows);
            json.WriteNumber("rejected", _report.Rejected);
            json.WriteNumber("bytes_written", _report.BytesWritten);
            json.WriteNumber("seconds", Math.Round(_report.Elapsed.TotalSeconds, 3));
        });
    }

    private RunRecord Row(string status, DateTimeOffset? finishedAt, string reportJson) =>
        new(_report.RunId, _report.System, status, _startedAt, finishedAt, _options.Identity.Seed,
            _options.Identity.GitHash,
            _options.Identity.ParametersJson, reportJson);

    private byte[] ReportJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("run_id", _report.RunId);
            json.WriteString("system", _report.System);
            json.WriteString("status", _report.Status);
            json.WriteString("git_hash", _options.Identity.GitHash);
            json.WriteNumber("seed", _options.Identity.Seed);
            json.WriteString("started_at", _startedAt);
            json.WriteNumber("seconds", Math.Round(_report.Elapsed.TotalSeconds, 3));
            json.WritePropertyName("versions");
            json.WriteRawValue(_options.Identity.VersionsJson);
            json.WritePropertyName("parameters");
            json.WriteRawValue(_options.Identity.ParametersJson);
            json.WriteStartArray("steps");
            foreach (StepReport step in _report.Steps) WriteStep(json, step);
            json.WriteEndArray();
            if (_report.Asked is { } asked) WriteAsked(json, asked);
            json.WriteStartArray("absent");
            foreach (string line in Absence.Lines(_report.Absent)) json.WriteStringValue(line);
            json.WriteEndArray();
            json.WriteNumber("removed", _report.Removed);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteAsked(Utf8JsonWriter json, AskedCount asked)
    {
        json.WriteStartObject("writer");
        json.WriteString("model", asked.Model);
        json.WriteNumber("requests", asked.Requests);
        json.WriteNumber("kept", asked.Kept);
        json.WriteNumber("answered", asked.Answered);
        json.WriteNumber("refused", asked.Refused);
        json.WriteNumber("prompt_tokens", asked.PromptTokens);
        json.WriteNumber("tokens", asked.Tokens);
        json.WriteNumber("tokens_per_second", Math.Round(asked.TokensPerSecond, 1));
        json.WriteEndObject();
    }

    private static void WriteStep(Utf8JsonWriter json, StepReport step)
    {
        json.WriteStartObject();
        WriteCounts(json, step);
        if (step.Found.Count > 0)
        {
            json.WriteStartObject("found");
            foreach ((string column, long sum) in step.Found) json.WriteNumber(column, sum);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, StepReport step)
    {
        json.WriteString("step", step.Step);
        json.WriteString("dataset", step.Dataset);
        json.WriteNumber("partitions", step.Partitions);
        json.WriteNumber("computed", step.Computed);
        json.WriteNumber("reused", step.Reused);
        json.WriteNumber("rows", step.Rows);
        json.WriteNumber("bytes", step.Bytes);
        WriteRejects(json, step.Rejects.Select(r => (r.Key, r.Value)));
    }

    private static void WriteRejects(Utf8JsonWriter json, IEnumerable<(string Reason, long Rows)> rejects)
    {
        json.WriteStartObject("rejected");
        foreach ((string reason, long rows) in rejects) json.WriteNumber(reason, rows);
        json.WriteEndObject();
    }
}
