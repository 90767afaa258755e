using System.Collections.Concurrent;
using Tauric.Adapters.Catalog;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Backups;

/// <summary>
/// Takes a snapshot of a data root. Contents come first and durably, in groups; the snapshot that names them comes
/// last. One that was stopped left contents that the next finds there.
/// </summary>
public sealed class Backup
{
    private const int GroupKeysMax = 1024;

    private readonly RootContents _root;
    private readonly BackupFolder _folder;
    private readonly Dictionary<string, ObjectRecord> _recorded;
    private readonly ConcurrentDictionary<Hash256, bool> _taken = new();
    private readonly ConcurrentBag<IStagedObject> _staged = [];
    private long _bytes;

    private Backup(RootContents root, BackupFolder folder)
    {
        (_root, _folder) = (root, folder);
        // Damage may have left one key in two records: any is as good, as its tag is compared.
        _recorded = new Dictionary<string, ObjectRecord>(StringComparer.Ordinal);
        foreach (ObjectRecord o in root.Catalog.Load().SelectMany(r => r.Objects)) _recorded[o.Key] = o;
    }

    /// <param name="program">Name and version of this one.</param>
    /// <param name="lanes">Files read side by side.</param>
    /// <param name="progress">Told of how many files, after each group of them.</param>
    public static BackupReport Take(RootContents root, BackupFolder folder, DateTimeOffset now, string program,
        int lanes, Action<int> progress, CancellationToken cancelled)
    {
        var backup = new Backup(root, folder);
        try
        {
            List<BackedUpFile> files = backup.CopyFiles(lanes, progress, cancelled);
            IReadOnlyList<DumpedTable> catalog = backup.Dump(root.Catalog, CatalogCopy.TablesOf(root.Catalog));
            IReadOnlyList<DumpedTable> frames = backup.Dump(root.FrameTables, root.FrameTables.FrameTableNames);
            Hash256[] listing = [.. Listing.Cut(files).Select(backup.Keep)];
            backup.Publish();
            cancelled.ThrowIfCancellationRequested();
            var second = new DateTimeOffset(now.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond,
                TimeSpan.Zero);
            string id = folder.Add(new Snapshot(
                second, program, files.Count, files.Sum(f => f.Bytes), listing, catalog, frames));
            return new BackupReport(id, files.Count, files.Sum(f => f.Bytes), backup._taken.Count, backup._bytes);
        }
        finally
        {
            foreach (IStagedObject staged in backup._staged) staged.Dispose();
        }
    }

    private List<BackedUpFile> CopyFiles(int lanes, Action<int> progress, CancellationToken cancelled)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = lanes, CancellationToken = cancelled };
        var files = new List<BackedUpFile>();
        foreach (string[] group in _root.Files.List("").Where(RootContents.IsKept).Chunk(GroupKeysMax))
        {
            var found = new BackedUpFile?[group.Length];
            Parallel.For(0, group.Length, parallel, i => found[i] = Copy(group[i]));
            files.AddRange(found.OfType<BackedUpFile>());
            Publish();
            progress(files.Count);
        }

        return files;
    }

    /// <returns>Null when the file has gone meanwhile, as passing files of the service may.</returns>
    private BackedUpFile? Copy(string key)
    {
        if (_root.Files.Stat(key) is not { } stat) return null;
        if (_recorded.TryGetValue(key, out ObjectRecord? known) && known.Tag == stat.Tag
            && _folder.Has(known.Sha256, known.Bytes))
            return new BackedUpFile(key, known.Bytes, known.Sha256);   // As a run would, which does not read it either.
        byte[] bytes = _root.Files.Load(key);
        return new BackedUpFile(key, bytes.Length, Keep(bytes));
    }

    private DumpedTable[] Dump(ITables tables, IEnumerable<string> names) => [.. names.Select(name =>
    {
        long rows = 0;
        var pieces = new List<Hash256>();
        foreach ((byte[] bytes, int count) in TableDump.Cut(tables, name))
        {
            rows += count;
            pieces.Add(Keep(bytes));
        }

        Publish();
        return new DumpedTable(name, rows, pieces);
    })];

    /// <summary>Stages a content unless it is there. Safe from many threads.</summary>
    private Hash256 Keep(byte[] bytes)
    {
        var content = Hash256.Of(bytes);
        if (_folder.Has(content, bytes.Length) || !_taken.TryAdd(content, true)) return content;
        _staged.Add(_folder.Stage(content, bytes));
        Interlocked.Add(ref _bytes, bytes.Length);
        return content;
    }

    private void Publish()
    {
        _folder.Publish(_staged);
        _staged.Clear();
    }
}

/// <param name="Files">In the snapshot, <paramref name="Bytes"/> in all.</param>
/// <param name="Added">Contents that were new, <paramref name="AddedBytes"/> in all.</param>
public sealed record BackupReport(string Snapshot, int Files, long Bytes, int Added, long AddedBytes);
