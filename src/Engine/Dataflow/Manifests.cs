using System.Text.Json;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Dataflow;

/// <summary>
/// A <c>manifest.json</c> in every folder: its objects with length and SHA-256 of their bytes, and the hashes of the
/// manifests below it, so that the top one vouches for the whole tree. A projection of the catalog, rewritten only
/// where it changed.
/// </summary>
public static class Manifests
{
    public const string FileName = "manifest.json";

    /// <summary>A partition is one folder; its object is the folder's manifest.</summary>
    public static readonly Dataset Dataset = new("manifest", new Schema(), Key: "folder", Path: "{0}/" + FileName,
        Format: "bytes");

    /// <returns>Bytes written.</returns>
    public static long Sync(IReadOnlyList<PartitionRecord> records, IObjectStore store, ICatalog catalog, string runId)
    {
        var before = records.Where(r => r.Dataset == Dataset.Name).ToDictionary(r => r.Key, StringComparer.Ordinal);
        PartitionRecord[] data = [.. records.Where(r => r.Dataset != Dataset.Name)];
        Hash256 state = StateOf(data);
        bool upToDate = before.TryGetValue("", out PartitionRecord? top) && top.Fingerprint == state;
        if (upToDate && !before.Values.Any(m => m.IsDamaged)) return 0;
        Dictionary<string, Folder> folders = Folders(data);
        Parallel.ForEach(folders.Values, folder => folder.HashObjects());
        var staged = new List<(IStagedObject Object, PartitionRecord Record)>();
        foreach (string path in folders.Keys.OrderDescending(StringComparer.Ordinal))   // Below before above.
        {
            Folder folder = folders[path];
            if (path.Length > 0) folders[Parent(path)].Children.Add(path);
            Hash256 fingerprint = folder.Fingerprint();
            if (path.Length == 0) fingerprint = state;
            if (before.Remove(path, out PartitionRecord? old) && old.Fingerprint == fingerprint && !old.IsDamaged)
            {
                folder.Sha256 = old.Content;
                continue;
            }

            byte[] bytes = folder.Render(path);
            folder.Sha256 = Hash256.Of(bytes);
            string key = path.Length == 0 ? FileName : $"{path}/{FileName}";
            staged.Add((store.Stage(key, bytes), new PartitionRecord
            {
                Dataset = Dataset.Name,
                Key = path,
                Fingerprint = fingerprint,
                Content = folder.Sha256,
                Producer = "manifest v1",
                RunId = runId,
                Rows = folder.Objects.Count,
                Objects = [new ObjectRecord(key, bytes.Length, folder.Sha256)],
            }));
        }

        return Commit(staged, [.. before.Values], store, catalog);
    }

    /// <summary>
    /// Kept with the top manifest, which is written last: equal means that no manifest is behind the data.
    /// </summary>
    private static Hash256 StateOf(PartitionRecord[] data)
    {
        var fold = new Fold();
        IEnumerable<PartitionRecord> sorted =
            data.OrderBy(r => r.Dataset, StringComparer.Ordinal).ThenBy(r => r.Key, StringComparer.Ordinal);
        foreach (PartitionRecord r in sorted)
            fold.Add(r.Dataset).Add(r.Key).Add(r.Content).Add(r.Rejected);
        return fold.Finish();
    }

    private static long Commit(List<(IStagedObject Object, PartitionRecord Record)> staged, PartitionRecord[] gone,
        IObjectStore store, ICatalog catalog)
    {
        Dictionary<string, UInt128> tags = store.PublishTagged([.. staged.Select(s => s.Object)]);
        Commit[] commits = [.. staged.Select(s => new Commit(Dataset, s.Record.Tagged(tags), [], Published: null))];
        foreach (PartitionRecord record in gone) store.Delete(record.Objects.First().Key);
        if (commits.Length > 0) catalog.Commit(commits);
        if (gone.Length > 0) catalog.Remove(gone);
        return commits.Sum(c => c.Record.Bytes);
    }

    private static Dictionary<string, Folder> Folders(IEnumerable<PartitionRecord> records)
    {
        var folders = new Dictionary<string, Folder>(StringComparer.Ordinal);
        Folder? current = null;
        string currentPath = "";
        foreach (ObjectRecord o in records.SelectMany(r => r.Objects))
        {
            if (current is null || !IsIn(o.Key, currentPath))
            {
                currentPath = Parent(o.Key);
                current = Open(currentPath);
            }

            current.Objects.Add(o);
        }

        return folders;

        Folder Open(string path)
        {
            if (folders.TryGetValue(path, out Folder? found)) return found;
            folders.Add(path, found = new Folder(folders));
            if (path.Length > 0) Open(Parent(path));
            return found;
        }
    }

    private static bool IsIn(string key, string folder) =>
        key.Length > folder.Length && key[folder.Length] == '/' && key.StartsWith(folder, StringComparison.Ordinal)
        && key.IndexOf('/', folder.Length + 1) < 0;

    private static string Parent(string path) => path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : "";

    private sealed class Folder(Dictionary<string, Folder> all)
    {
        private Hash256 _objects;

        public List<ObjectRecord> Objects { get; } = [];

        public List<string> Children { get; } = [];

        /// <summary>Of its manifest.</summary>
        public Hash256 Sha256 { get; set; }

        public void HashObjects()
        {
            Objects.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
            var fold = new Fold();
            foreach (ObjectRecord o in Objects) fold.Add(o.Key).Add(o.Bytes).Add(o.Sha256);
            _objects = fold.Finish();
        }

        /// <summary>
        /// Of what its manifest will say; cheaper than saying it. All folders below have their hashes.
        /// </summary>
        public Hash256 Fingerprint()
        {
            Children.Sort(string.CompareOrdinal);
            Fold fold = new Fold().Add(_objects);
            foreach (string child in Children) fold.Add(child).Add(all[child].Sha256);
            return fold.Finish();
        }

        public byte[] Render(string path)
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
            {
                json.WriteStartObject();
                json.WriteString("folder", path);
                json.WriteStartArray("objects");
                foreach (ObjectRecord o in Objects) WriteEntry(json, o.Key, o.Bytes, o.Sha256);
                json.WriteEndArray();
                json.WriteStartArray("folders");
                foreach (string child in Children) WriteEntry(json, child, bytes: null, all[child].Sha256);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            stream.WriteByte((byte)'\n');
            return stream.ToArray();
        }

        private static void WriteEntry(Utf8JsonWriter json, string key, long? bytes, Hash256 sha256)
        {
            json.WriteStartObject();
            json.WriteString("name", key.AsSpan(key.LastIndexOf('/') + 1));
            if (bytes is { } length) json.WriteNumber("bytes", length);
            json.WriteString(bytes is null ? "manifest_sha256" : "sha256", sha256.ToString());
            json.WriteEndObject();
        }
    }
}
