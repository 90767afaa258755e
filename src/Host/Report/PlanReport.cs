using Tauric.Engine.Dataflow;
using Tauric.Engine.Datasets;

namespace Tauric.Host.Report;

/// <summary>What a run would do and why, for <c>--plan</c>.</summary>
internal static class PlanReport
{
    private const int LinesMax = 50;

    /// <param name="words">For people: counts by step, then the first partitions.</param>
    /// <param name="json">For programs: every partition, one JSON object a line; or null.</param>
    public static void Write(RunReport report, TextWriter words, TextWriter? json)
    {
        ILookup<string, PlannedPartition> bySteps = report.Planned.ToLookup(p => p.Step);
        foreach (string step in report.Steps.Select(s => s.Step).Distinct())
        {
            int certain = bySteps[step].Count(p => p.Certain);
            int perhaps = bySteps[step].Count() - certain;
            words.WriteLine($"{step}: {Amount.Count(certain)} partitions would run"
                + (perhaps == 0 ? "" : $", {Amount.Count(perhaps)} more may, once their inputs are known"));
        }

        WriteAbsent(report, words);
        WritePartitions(report.Planned, words);
        if (json is not null)
            foreach (PlannedPartition p in report.Planned) json.WriteLine(Json(p));
    }

    public static void WriteAbsent(RunReport report, TextWriter words)
    {
        foreach (string line in Absence.Lines(report.Absent)) words.WriteLine($"left out {line}");
    }

    public static void WritePartitions(IReadOnlyList<PlannedPartition> planned, TextWriter words)
    {
        foreach (PlannedPartition p in planned.Take(LinesMax))
            words.WriteLine($"{p.Step} {p.Partition} {(p.Certain ? "" : "perhaps, ")}because {p.Because}");
        if (planned.Count > LinesMax)
            words.WriteLine($"… and {Amount.Count(planned.Count - LinesMax)} more (all of them with --json)");
    }

    private static string Json(PlannedPartition p) => JsonLine.Of(json =>
    {
        json.WriteString("step", p.Step);
        json.WriteString("partition", p.Partition);
        json.WriteString("because", p.Because);
        json.WriteBoolean("certain", p.Certain);
    });
}
