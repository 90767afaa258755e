using System.Text;
using Tauric.Adapters.Backups;
using Tauric.Adapters.Catalog;
using Tauric.Adapters.Frames;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Engine.Tests.Dataflow;

namespace Tauric.Adapters.Tests.Backups;

/// <summary>A data root of a few objects, a log and frames, and a folder of its backups beside it.</summary>
internal sealed class SmallRoot : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Dataset s_items = new("item", new Schema(new Field("n", ArrowType.Int64)), "key", "{0}",
        "bytes")
    { Table = new PublishedTable("item_row", "n") };

    private readonly TempFolder _folder = new(inMemory: true);

    public string Root => _folder["root"];

    public string Backups => _folder["backups"];

    public BackupFolder Folder => BackupFolder.Create(Backups);

    public string this[string relative] => _folder[relative];

    /// <summary>Writes an object a key and commits it with two published rows; a negative content removes it.</summary>
    public void Run(params IEnumerable<(int Key, int Content)> edits)
    {
        var store = new LocalStore(Root);
        using DuckCatalog catalog = OpenCatalog(Root);
        catalog.Publish([s_items]);
        foreach ((int key, int content) in edits)
        {
            string at = $"items/{key % 3}/item {key}.txt";
            byte[] bytes =
                Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"content {content}\n", content + 1)));
            if (content < 0)
            {
                catalog.Remove([Record(key, at, bytes, tag: default)]);
                store.Delete(at);
                continue;
            }

            ObjectTag tag = store.Publish([store.Stage(at, bytes)])[0].Tag;
            using var rows = new BatchBuilder(s_items.Schema);
            rows[0].Append((long)key);
            rows[0].Append((long)content);
            using RecordBatch published = rows.Build();
            catalog.Commit([new Commit(s_items, Record(key, at, bytes, tag), [], published)]);
        }
    }

    public void AppendLog(string text) => File.AppendAllText(
        Path.Combine(Directory.CreateDirectory(Path.Combine(Root, "event_log")).FullName, "00000000.log"), text);

    public void CommitFrame(long value)
    {
        using var frames = new FrameStore(
            new LocalStore(Root), Path.Combine(Root, "catalog.duckdb"), TimeProvider.System);
        using var builder = new BatchBuilder(new Schema(new Field("n", ArrowType.Int64)));
        builder[0].Append(value);
        using RecordBatch rows = builder.Build();
        frames.Commit([FrameChange.Write("numbers/one", rows)]);
    }

    public BackupReport Backup(
        DateTimeOffset? now = null, Action<int>? progress = null, CancellationToken cancelled = default)
    {
        using DuckCatalog catalog = OpenCatalog(Root);
        using var contents = new RootContents(new LocalStore(Root), catalog, catalog);
        return Adapters.Backups.Backup.Take(
            contents, Folder, now ?? Noon, "test", lanes: 2, progress ?? (_ => { }), cancelled);
    }

    /// <returns>The folder it came to.</returns>
    public string Restore(string? snapshot = null, string to = "restored", Action<int>? progress = null,
        CancellationToken cancelled = default)
    {
        var root = new NewRoot(_folder[to]);
        using (DuckCatalog catalog = OpenCatalog(root.Folder))
        using (var contents = new RootContents(new LocalStore(root.Folder), catalog, catalog))
            Adapters.Backups.Restore.Run(
                Folder, Folder.Load(snapshot), contents, lanes: 2, progress ?? (_ => { }), cancelled);
        root.Appear();
        return _folder[to];
    }

    /// <summary>What goes wrong, whichever thread met it.</summary>
    public static T Throws<T>(Action action) where T : Exception
    {
        Exception? e = Xunit.Record.Exception(action);
        while (e is AggregateException) e = e.InnerException;
        return Assert.IsType<T>(e);
    }

    /// <summary>Every file of a root by its bytes, and every table by its rows.</summary>
    public static SortedDictionary<string, string> StateOf(string root)
    {
        var state = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var store = new LocalStore(root);
        foreach (string key in store.List("").Where(RootContents.IsKept))
            state.Add(key, $"{Hash256.Of(store.Load(key))}");
        using DuckCatalog catalog = OpenCatalog(root);
        foreach (string table in CatalogCopy.TablesOf(catalog).Concat(catalog.FrameTableNames))
            state.Add($"table {table}", $"{TableDump.Digest(catalog, table)}");
        return state;
    }

    /// <summary>The files of the contents that a backup holds, by size.</summary>
    public string[] ContentFiles() => [.. Directory.GetFiles(Path.Combine(Backups, "objects"), "*",
        SearchOption.AllDirectories).OrderBy(f => new FileInfo(f).Length)];

    public void Dispose() => _folder.Dispose();

    private static PartitionRecord Record(int key, string at, byte[] bytes, ObjectTag tag) =>
        PlainStep.Record(s_items.Name, $"{key}") with
        {
            Producer = "a 'step'",
            Rows = 2,
            Objects = [new ObjectRecord(at, bytes.Length, Hash256.Of(bytes), tag)],
        };

    private static DuckCatalog OpenCatalog(string root)
    {
        Directory.CreateDirectory(root);
        return DuckCatalog.Open(Path.Combine(root, "catalog.duckdb"));
    }
}
