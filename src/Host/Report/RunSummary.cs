using Tauric.Engine.Dataflow;
using Tauric.Engine.Inference;

namespace Tauric.Host.Report;

/// <summary>What a run did: a table for people, a line for programs.</summary>
internal static class RunSummary
{
    /// <summary>Marks an exception whose run has already written its JSON line.</summary>
    public const string Written = "json line written";

    public static void WriteTable(Terminal terminal, TextWriter output, RunReport report)
    {
        if (output == TextWriter.Null) return;
        string[] header = ["step", "dataset", "partitions", "computed", "reused", "rows", "rejected", "bytes"];
        terminal.WriteTable(output, header, report.Steps.Select(s => new[]
        {
            s.Step, s.Dataset, Amount.Count(s.Partitions), Amount.Count(s.Computed), Amount.Count(s.Reused),
            Amount.Count(s.Rows), Amount.Count(s.Rejected), Amount.Bytes(s.Bytes),
        }));
        foreach (StepReport step in report.Steps)
            foreach ((string reason, long rows) in step.Rejects)
                output.WriteLine($"rejected from {step.Dataset}: {Amount.Count(rows)} {reason}");
        foreach (StepReport step in report.Steps.Where(s => s.Found.Count > 0))
            output.WriteLine($"found in {step.Dataset}: "
                + string.Join(", ", step.Found.Select(f => $"{Amount.Count(f.Sum)} {f.Column}")));
        if (report.Asked is { Requests: > 0 } asked) output.WriteLine(Asked(asked));
        PlanReport.WriteAbsent(report, output);
        if (report.Log is { } log) output.WriteLine($"what happened: {log}");
        output.WriteLine($"{report.Status}: {Amount.Count(report.Computed)} partitions computed, "
            + $"{Amount.Count(report.Reused)} reused, "
            + $"{Amount.Bytes(report.BytesWritten)} written in {Amount.Seconds(report.Elapsed)}, "
            + $"peak memory {Amount.Bytes(PeakMemory.Bytes())} (run {report.RunId})");
    }

    /// <summary><c>writer rules: 4,960 requests</c>; of a model also what it cost.</summary>
    public static string Asked(AskedCount asked)
    {
        string text = $"writer {asked.Model}: {Amount.Count(asked.Requests)} requests";
        if (asked.Kept > 0) text += $", {Amount.Count(asked.Kept)} answers kept from before";
        if (asked.Answered > 0) text += $", {Amount.Count(asked.Tokens)} tokens written, "
            + $"{Amount.Count((long)asked.TokensPerSecond)} tokens/s";
        if (asked.Refused > 0) text += $", {Amount.Count(asked.Refused)} refused";
        return text;
    }

    /// <summary>The line that <c>--json</c> ends with.</summary>
    /// <param name="report">Null for a run that failed before it had one.</param>
    public static void WriteJson(Terminal terminal, RunReport? report, string status) =>
        terminal.Out.WriteLine(JsonLine.Of(json =>
        {
            json.WriteString("run_id", report?.RunId);
            json.WriteString("status", status);
            json.WriteNumber("computed", report?.Computed ?? 0);
            json.WriteNumber("reused", report?.Reused ?? 0);
            json.WriteNumber("rejected", report?.Rejected ?? 0);
            json.WriteNumber("rows", report?.Rows ?? 0);
            json.WriteNumber("bytes_written", report?.BytesWritten ?? 0);
            json.WriteNumber("seconds", Math.Round(report?.Elapsed.TotalSeconds ?? 0, 3));
            json.WriteNumber("peak_rss_bytes", PeakMemory.Bytes());
            json.WriteString("log", report?.Log);
        }));
}
