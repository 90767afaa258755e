using System.Globalization;
using System.Text;
using System.Text.Json;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Engine.Inference;

namespace Tauric.Engine.Dataflow;

/// <summary>
/// The trace a run leaves: a <c>pipeline_run</c> row, <c>logs/run_id.json</c>, what happened in
/// <c>logs/run_id.jsonl</c>, and the manifests. A run that finds everything up to date leaves none; a shard leaves the
/// two files, with its number in their names.
/// </summary>
internal sealed class RunLog(RunOptions options, RunReport report)
{
    private readonly DateTimeOffset _startedAt = options.Clock.GetUtcNow();
    private readonly RunEvents _events = Begin(options, report);
    private bool _started;

    /// <summary>Unique because a data root has one run at a time.</summary>
    public static string IdAt(DateTimeOffset now) =>
        now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture);

    /// <summary>Called when the first partition is about to be computed.</summary>
    public void Start()
    {
        if (_started) return;
        _started = true;
        options.Catalog.Record(Row("running", finishedAt: null, reportJson: "{}"));
    }

    /// <summary>Called when it is known what the run is about.</summary>
    public void Planned()
    {
        _events.Info("planned", json => json.WriteNumber("partitions", report.Steps.Sum(s => s.Partitions)));
        foreach (string line in Absence.Lines(report.Absent))
            _events.Warn("absent", json => json.WriteString("what", line));
    }

    public void Computed(Computed computed) => _events.Detail("computed", json =>
    {
        json.WriteString("step", computed.Node.Step!.Name);
        json.WriteString("partition", computed.Node.Name);
        json.WriteNumber("rows", computed.Record.Rows);
        json.WriteNumber("bytes", computed.Record.Bytes);
        json.WriteNumber("seconds", Math.Round(computed.Elapsed.TotalSeconds, 4));
        if (computed.Record.Rejects is { Count: > 0 } rejects)
            WriteRejects(json, rejects.Select(r => (r.Reason, r.Rows)));
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
        if (report.Status == "success")
            report.BytesWritten += Manifests.Sync(records, options.Store, options.Catalog, report.RunId);
        Ended();
        if (!_started && report.BytesWritten == 0 && report.Removed == 0) return;
        string json = Keep($"run_{report.RunId}");
        options.Catalog.Record(Row(report.Status, options.Clock.GetUtcNow(), json));
    }

    /// <summary>Of a shard, which speaks for itself only: others may be at work, and one of them may die.</summary>
    public void Finish(Shard shard)
    {
        Ended();
        if (report.BytesWritten > 0 || report.Status == "failed")
            Keep($"run_{report.RunId}_shard_{shard.Index}_of_{shard.Count}");
    }

    /// <summary>Tells how the run ended, by step and as a whole.</summary>
    public void Ended()
    {
        _events.Close();
        foreach (StepReport step in report.Steps) _events.Info("step_ended", json => WriteCounts(json, step));
        _events.Info("run_ended", json =>
        {
            json.WriteString("status", report.Status);
            json.WriteNumber("computed", report.Computed);
            json.WriteNumber("reused", report.Reused);
            json.WriteNumber("rows", report.Rows);
            json.WriteNumber("rejected", report.Rejected);
            json.WriteNumber("bytes_written", report.BytesWritten);
            json.WriteNumber("seconds", Math.Round(report.Elapsed.TotalSeconds, 3));
        });
    }

    /// <returns>The report, as kept.</returns>
    private string Keep(string name)
    {
        byte[] json = ReportJson();
        string lines = $"logs/{name}.jsonl";
        options.Store.Publish(
            [options.Store.Stage($"logs/{name}.json", json), options.Store.Stage(lines, _events.Kept)]);
        report.Log = lines;
        return Encoding.UTF8.GetString(json);
    }

    private static RunEvents Begin(RunOptions options, RunReport report)
    {
        var events = new RunEvents(options.Clock, options.Tell);
        events.Info("run_started", json =>
        {
            json.WriteString("run_id", report.RunId);
            json.WriteString("system", report.System);
            if (options.Shard is { } shard) json.WriteString("shard", $"{shard.Index}/{shard.Count}");
        });
        return events;
    }

    private RunRecord Row(string status, DateTimeOffset? finishedAt, string reportJson) =>
        new(report.RunId, report.System, status, _startedAt, finishedAt, options.Identity.Seed,
            options.Identity.GitHash,
            options.Identity.ParametersJson, reportJson);

    private byte[] ReportJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("run_id", report.RunId);
            json.WriteString("system", report.System);
            json.WriteString("status", report.Status);
            json.WriteString("git_hash", options.Identity.GitHash);
            json.WriteNumber("seed", options.Identity.Seed);
            json.WriteString("started_at", _startedAt);
            json.WriteNumber("seconds", Math.Round(report.Elapsed.TotalSeconds, 3));
            json.WritePropertyName("versions");
            json.WriteRawValue(options.Identity.VersionsJson);
            json.WritePropertyName("parameters");
            json.WriteRawValue(options.Identity.ParametersJson);
            json.WriteStartArray("steps");
            foreach (StepReport step in report.Steps) WriteStep(json, step);
            json.WriteEndArray();
            if (report.Asked is { } asked) WriteAsked(json, asked);
            json.WriteStartArray("absent");
            foreach (string line in Absence.Lines(report.Absent)) json.WriteStringValue(line);
            json.WriteEndArray();
            json.WriteNumber("removed", report.Removed);
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
