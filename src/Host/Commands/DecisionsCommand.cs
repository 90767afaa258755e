using System.CommandLine;
using Tauric.Adapters.Log;
using Tauric.Engine;
using Tauric.Host.Configuration;
using Tauric.Host.Report;
using Tauric.Pipelines.Decisions.Wire;

namespace Tauric.Host.Commands;

/// <summary><c>tauric decisions</c>: what was captured.</summary>
internal static class DecisionsCommand
{
    private const int NamedMax = 20;

    public static Command Define(Terminal terminal) =>
        new("decisions", "The decisions that were captured, and the datasets made of them.")
        {
            DefineReconcile(terminal), VersionsCommand.DefineList(terminal), VersionsCommand.DefineDiff(terminal),
        };

    private static Command DefineReconcile(Terminal terminal)
    {
        var acknowledged = new Option<string?>("--acknowledged")
        {
            Description = "A file of decision_ids that clients were told are stored, one a line.",
            HelpName = "FILE",
        };
        var command = new Command("reconcile",
            "Proves from the log's files that what was acknowledged is stored, once.")
        {
            acknowledged,
        };
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            string? file = parsed.GetValue(acknowledged) is { } path ? Path.GetFullPath(path, terminal.Folder) : null;
            Reconcile(options.Load(parsed, terminal), file, terminal);
            return CommandLine.Done;
        });
        return command;
    }

    private static void Reconcile(TauricConfig config, string? acknowledged, Terminal terminal)
    {
        string folder = Roots.DecisionLogFolder(config);
        if (!Directory.Exists(folder))
            throw new UsageException($"Nothing was captured in '{config.DataRoot}' yet. Capture with: tauric serve");
        var missing = new SortedSet<string>(Ids(acknowledged), StringComparer.Ordinal);
        int told = missing.Count;
        LogAudit audit = LogAudit.Of(folder,
            record => missing.Remove(CapturedDecision.Parse(record.Payload).DecisionId));
        terminal.Out.WriteLine($"{audit.Records} decisions in {audit.Segments} segments, "
            + $"{Amount.Bytes(audit.Bytes)}, sha256 {audit.Sha256}");
        terminal.Out.WriteLine($"{audit.Duplicates} duplicates, {audit.Reordered} out of order, "
            + $"{audit.Problems.Count} gaps or damages, {audit.TornBytes} bytes of unacknowledged tails");
        if (acknowledged is not null)
            terminal.Out.WriteLine($"{told - missing.Count} of {told} acknowledged decisions are stored");
        string[] problems =
        [
            .. audit.Problems,
            .. missing.Take(NamedMax).Select(id => $"{id}: acknowledged, not stored"),
        ];
        if (problems.Length > 0 || audit.Duplicates > 0 || audit.Reordered > 0)
            throw new DataException("The log is not what was acknowledged.\n" + string.Join("\n", problems));
        terminal.Out.WriteLine("Everything acknowledged is stored, once.");
    }

    private static IEnumerable<string> Ids(string? file)
    {
        if (file is null) return [];
        if (!File.Exists(file)) throw new UsageException($"--acknowledged: there is no file '{file}'.");
        return File.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0);
    }
}
