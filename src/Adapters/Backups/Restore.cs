using Tauric.Adapters.Catalog;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Backups;

/// <summary>
/// Puts a snapshot into a root that holds nothing else, and reads back all of it. What an earlier attempt left with the
/// right bytes is kept.
/// </summary>
public static class Restore
{
    private const int GroupKeysMax = 1024;

    /// <param name="lanes">Files written and read side by side.</param>
    /// <param name="progress">Told of how many files, after each group of them.</param>
    /// <exception cref="DataException">The backup is damaged, or something did not come back as it was.</exception>
    public static void Run(BackupFolder folder, Snapshot snapshot, RootContents root, int lanes, Action<int> progress,
        CancellationToken cancelled)
    {
        // All keys are judged before any is written.
        BackedUpFile[] files = [.. snapshot.Files(folder)];
        PutFiles(folder, files, root.Files, lanes, progress, cancelled);
        HashSet<string> wanted = [.. files.Select(f => f.Key)];
        foreach (string key in root.Files.List("").Where(k => RootContents.IsKept(k) && !wanted.Contains(k)))
            root.Files.Delete(key);   // Of an attempt with another snapshot.
        if (snapshot.Frames.Count > 0)
        {
            var frames = new TableDump(folder, snapshot.Frames);
            root.FrameTables.ReplaceFrames([.. snapshot.Frames.Select(t => t.Name)], frames.Read);
            Compare(frames, root.FrameTables, snapshot.Frames);
        }

        var catalog = new TableDump(folder, snapshot.Catalog);
        CatalogCopy.Run(catalog, root.Catalog);
        Compare(catalog, root.Catalog, snapshot.Catalog);
    }

    private static void PutFiles(BackupFolder folder, BackedUpFile[] files, IObjectStore target, int lanes,
        Action<int> progress, CancellationToken cancelled)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = lanes, CancellationToken = cancelled };
        int done = 0;
        foreach (BackedUpFile[] group in files.Chunk(GroupKeysMax))
        {
            var staged = new IStagedObject?[group.Length];
            try
            {
                Parallel.For(0, group.Length, parallel, i =>
                {
                    if (!IsThere(target, group[i])) staged[i] = target.Stage(group[i].Key, Content(folder, group[i]));
                });
                target.Publish([.. staged.OfType<IStagedObject>()]);
            }
            finally
            {
                foreach (IStagedObject? one in staged) one?.Dispose();
            }

            Parallel.For(0, group.Length, parallel, i =>
            {
                if (staged[i] is not null && !IsThere(target, group[i])) throw new DataException(
                    $"'{group[i].Key}' was restored and does not read back as it was. Check the disk; restore again.");
            });
            progress(done += group.Length);
        }
    }

    private static byte[] Content(BackupFolder folder, BackedUpFile file)
    {
        try
        {
            return folder.Load(file.Content);
        }
        catch (DataException e)
        {
            throw new DataException($"Cannot restore '{file.Key}': {e.Message}", e);
        }
    }

    private static bool IsThere(IObjectStore store, BackedUpFile file) =>
        store.Stat(file.Key)?.Bytes == file.Bytes && Hash256.Of(store.Load(file.Key)) == file.Content;

    /// <summary>Another database may have other types for the same values: then rows are counted only.</summary>
    private static void Compare(TableDump dump, ITables target, IReadOnlyList<DumpedTable> tables)
    {
        foreach (DumpedTable table in tables)
        {
            (long Rows, UInt128 Sum) put = TableDump.Digest(dump, table.Name);
            (long Rows, UInt128 Sum) there = TableDump.Digest(target, table.Name);
            bool isComparable = dump.SchemaOf(table.Name).Equals(target.SchemaOf(table.Name));
            if (table.Rows != there.Rows || put.Rows != there.Rows || (isComparable && put.Sum != there.Sum))
                throw new DataException($"Table '{table.Name}' was restored and does not read back as it was.");
        }
    }
}
