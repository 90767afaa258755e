using System.CommandLine;
using Tauric.Adapters.Backups;
using Tauric.Adapters.Catalog;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Host.Configuration;
using Tauric.Host.Report;

namespace Tauric.Host.Commands;

/// <summary><c>tauric restore</c>: puts a snapshot into a new data root.</summary>
internal static class RestoreCommand
{
    public static Command Define(Terminal terminal)
    {
        var snapshot = new Option<string?>("--snapshot")
        {
            Description = "As 'tauric backup list' shows it; the newest when it is left out.",
            HelpName = "ID",
        };
        var command = new Command("restore",
            "Puts a snapshot into a data root that is new or empty; it appears there when all of it is verified.")
        {
            snapshot,
        };
        ConfigOptions options = new ConfigOptions(command).Add(command, "--from", "DIR", "backup.folder");
        command.SetAction((parsed, cancelled) => Task.FromResult(
            Restore(options.Load(parsed, terminal), parsed.GetValue(snapshot), terminal, cancelled)));
        return command;
    }

    private static int Restore(TauricConfig config, string? id, Terminal terminal, CancellationToken cancelled)
    {
        BackupFolder folder = BackupCommand.Open(config);
        Snapshot snapshot = folder.Load(id);
        var root = new NewRoot(config.DataRoot);
        bool isWhole = false;
        try
        {
            Fill(folder, snapshot, config with { DataRoot = root.Folder }, terminal, cancelled);
            isWhole = true;
            root.Appear();
        }
        finally
        {
            if (!isWhole && Directory.Exists(root.Folder)) terminal.Error.WriteLine(
                $"What was restored so far is in '{root.Folder}': the same command goes on there, or delete it.");
        }

        terminal.Out.WriteLine($"'{config.DataRoot}' is as it was at {snapshot.TakenAt:u}: "
            + $"{Amount.Count(snapshot.FileCount)} files, {Amount.Bytes(snapshot.Bytes)}, verified by hash, and "
            + $"{Amount.Count(snapshot.Catalog.Concat(snapshot.Frames).Sum(t => t.Rows))} rows of the catalog.");
        return CommandLine.Done;
    }

    private static void Fill(BackupFolder folder, Snapshot snapshot, TauricConfig config, Terminal terminal,
        CancellationToken cancelled)
    {
        RequireEmptyStore(config);
        using Workspace workspace = Roots.OpenForRun(config);
        using RootContents root = Roots.ContentsOf(config, workspace);
        if (root.Catalog is not DuckCatalog && root.Catalog.Load().Count > 0) throw new UsageException(
            "The catalog's database is not empty, and a backup is restored to an empty one only: name another one.");
        Adapters.Backups.Restore.Run(
            folder, snapshot, root, config.Workers, BackupCommand.Progress(terminal), cancelled);
    }

    /// <summary>Of objects that lie elsewhere: an earlier attempt's are known by what it left here.</summary>
    private static void RequireEmptyStore(TauricConfig config)
    {
        if (Directory.Exists(config.DataRoot)) return;
        IObjectStore store = Roots.OpenStore(config);
        using (store as IDisposable)
            if (store.List("").Any(RootContents.IsKept)) throw new UsageException("The store of objects is not empty, "
                + "and a backup is restored to an empty one only: name another bucket or prefix.");
    }
}
