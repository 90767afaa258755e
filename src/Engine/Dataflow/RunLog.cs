using System.Globalization;
using System.Text;
using System.Text.Json;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Engine.Inference;

namespace Tauric.Engine.Dataflow;

/// <summary>
/// The trace a run leaves: a <c>pipeline_run</c> row, <c>logs/run_id.json</c> and the manifests. A run that finds
/// everything
/// up to date leaves none.
/// </summary>
internal sealed class RunLog(RunOptions options, RunReport report)
{
    private readonly DateTimeOffset _startedAt = options.Clock.GetUtcNow();
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

    /// <param name="records">Every partition in the catalog, as it is now.</param>
    public void Finish(IReadOnlyList<PartitionRecord> records)
    {
        if (report.Status == "success")
            report.BytesWritten += Manifests.Sync(records, options.Store, options.Catalog, report.RunId);
        if (!_started && report.BytesWritten == 0 && report.Removed == 0) return;
        byte[] json = ReportJson();
        options.Store.Publish([options.Store.Stage($"logs/run_{report.RunId}.json", json)]);
        options.Catalog.Record(Row(report.Status, options.Clock.GetUtcNow(), Encoding.UTF8.GetString(json)));
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
        json.WriteString("step", step.Step);
        json.WriteString("dataset", step.Dataset);
        json.WriteNumber("partitions", step.Partitions);
        json.WriteNumber("computed", step.Computed);
        json.WriteNumber("reused", step.Reused);
        json.WriteNumber("rows", step.Rows);
        json.WriteNumber("bytes", step.Bytes);
        json.WriteStartObject("rejected");
        foreach ((string reason, long rows) in step.Rejects) json.WriteNumber(reason, rows);
        json.WriteEndObject();
        if (step.Found.Count > 0)
        {
            json.WriteStartObject("found");
            foreach ((string column, long sum) in step.Found) json.WriteNumber(column, sum);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
