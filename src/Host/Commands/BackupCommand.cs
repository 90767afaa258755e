using System.CommandLine;
using System.Globalization;
using Tauric.Adapters.Backups;
using Tauric.Engine;
using Tauric.Host.Configuration;
using Tauric.Host.Report;

namespace Tauric.Host.Commands;

/// <summary><c>tauric backup</c>: takes snapshots of a data root, lists, verifies and prunes them.</summary>
internal static class BackupCommand
{
    public static Command Define(Terminal terminal)
    {
        var command = new Command("backup",
            "Takes a snapshot of the data root; what the folder of backups has already is not copied again.");
        ConfigOptions options = new ConfigOptions(command).Add(command, "--to", "DIR", "backup.folder");
        command.SetAction((parsed, cancelled) =>
            Task.FromResult(Take(options.Load(parsed, terminal), terminal, cancelled)));
        command.Add(DefineIn("list", "Prints the snapshots there are, oldest first.", terminal, List));
        command.Add(DefineIn("verify", "Reads back and hashes everything the snapshots name.", terminal, Verify));
        command.Add(DefineIn("prune", "Drops old snapshots and what only they named; compresses what is long the same.",
            terminal, Prune));
        return command;
    }

    /// <summary>The folder of backups that is named.</summary>
    internal static BackupFolder Open(TauricConfig config) => BackupFolder.Open(FolderOf(config));

    /// <summary>Tells a person who watches how far it is.</summary>
    internal static Action<int> Progress(Terminal terminal) => terminal.ErrorIsTerminal
        ? files => terminal.Error.WriteLine($"{Amount.Count(files)} files") : _ => { };

    private static Command DefineIn(string name, string description, Terminal terminal,
        Action<BackupFolder, TauricConfig, Terminal, CancellationToken> work)
    {
        var command = new Command(name, description);
        ConfigOptions options = new ConfigOptions(command).Add(command, "--in", "DIR", "backup.folder");
        command.SetAction((parsed, cancelled) =>
        {
            TauricConfig config = options.Load(parsed, terminal);
            work(Open(config), config, terminal, cancelled);
            return Task.FromResult(CommandLine.Done);
        });
        return command;
    }

    private static int Take(TauricConfig config, Terminal terminal, CancellationToken cancelled)
    {
        string to = FolderOf(config);
        if (!Directory.Exists(config.DataRoot) && !Roots.HasCatalog(config))
            throw new UsageException($"There is no data root '{config.DataRoot}' to back up.");
        if (IsIn(to, config.DataRoot) || IsIn(config.DataRoot, to)) throw new UsageException(
            $"The backups '{to}' and the data root '{config.DataRoot}' lie in one another: choose another folder.");
        using Workspace workspace = Roots.OpenForRun(config);
        using RootContents root = Roots.ContentsOf(config, workspace);
        var folder = BackupFolder.Create(to);
        using IDisposable held = folder.Lock();
        BackupReport report = Backup.Take(root, folder, terminal.Clock.GetUtcNow(), RunIdentities.ProgramVersion(),
            config.Workers, Progress(terminal), cancelled);
        terminal.Out.WriteLine($"{report.Snapshot}: {Amount.Count(report.Files)} files, {Amount.Bytes(report.Bytes)}; "
            + $"new: {Amount.Count(report.Added)} contents, {Amount.Bytes(report.AddedBytes)}.");
        return CommandLine.Done;
    }

    private static void List(BackupFolder folder, TauricConfig config, Terminal terminal, CancellationToken cancelled)
    {
        terminal.WriteTable(terminal.Out, ["snapshot", "taken", "files", "bytes", "program"],
            folder.SnapshotIds.Select(id => folder.Load(id) is var s ? (string[])
            [
                id, s.TakenAt.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                Amount.Count(s.FileCount), Amount.Bytes(s.Bytes), s.Program,
            ] : []));
    }

    private static void Verify(BackupFolder folder, TauricConfig config, Terminal terminal, CancellationToken cancelled)
    {
        AuditReport report = BackupAudit.Run(folder, folder.SnapshotIds, config.Workers, cancelled);
        foreach (string problem in report.Problems) terminal.Out.WriteLine(problem);
        string checkedAll = $"{Amount.Count(report.Snapshots)} snapshots, {Amount.Count(report.Contents)} contents, "
            + Amount.Bytes(report.Bytes);
        if (report.Problems.Count > 0)
            throw new DataException($"The backups in '{config.BackupFolder}' have {report.Problems.Count} problems.");
        terminal.Out.WriteLine($"{checkedAll}: all as backed up.");
    }

    private static void Prune(BackupFolder folder, TauricConfig config, Terminal terminal, CancellationToken cancelled)
    {
        using IDisposable held = folder.Lock();
        PruneReport report = config.Retention.Apply(folder, terminal.Clock.GetUtcNow(), cancelled);
        terminal.Out.WriteLine($"{report.Dropped} snapshots dropped; {Amount.Count(report.Removed)} contents removed, "
            + $"{Amount.Bytes(report.Freed)}; {Amount.Count(report.Archived)} compressed, "
            + $"{Amount.Bytes(report.Saved)} saved.");
    }

    private static string FolderOf(TauricConfig config) => config.BackupFolder.Length > 0 ? config.BackupFolder
        : throw new UsageException("Nobody said where the backups are: name the folder or set backup.folder.");

    private static bool IsIn(string inner, string outer)
    {
        string way = Path.GetRelativePath(outer, inner);
        return !Path.IsPathRooted(way) && way.Split(Path.DirectorySeparatorChar)[0] != "..";
    }
}
