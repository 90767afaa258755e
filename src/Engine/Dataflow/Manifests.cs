using System.Text;
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
        Dictionary<string, Folder> folders = Folders(records.Where(r => r.Dataset != Dataset.Name));
        Parallel.ForEach(folders.Values, () => new Fold(), (folder, _, fold) => folder.HashObjects(fold), _ => { });
        var staged = new List<(IStagedObject Object, PartitionRecord Record)>();
        var fingerprints = new Fold();
        foreach (string path in folders.Keys.OrderDescending(StringComparer.Ordinal))   // Below before above.
        {
            Folder folder = folders[path];
            if (path.Length > 0) folders[Parent(path)].Children.Add(path);
            Hash256 fingerprint = folder.Fingerprint(fingerprints);
            if (before.Remove(path, out PartitionRecord? old) && old.Fingerprint == fingerprint && !old.IsDamaged)
            {
                folder.Sha256 = old.Content;
                continue;
            }

            ObjectRecord[] objects = folder.Objects();
            byte[] bytes = folder.Render(objects);
            folder.Sha256 = Hash256.Of(bytes);
            string key = path.Length == 0 ? FileName : $"{path}/{FileName}";
            staged.Add((store.Stage(key, bytes), new PartitionRecord
            {
                Dataset = Dataset.Name,
                Key = path,
                Fingerprint = fingerprint,
                Content = folder.Sha256,
                Producer = "manifest v2",
                RunId = runId,
                Rows = objects.Length,
                Objects = [new ObjectRecord(key, bytes.Length, folder.Sha256)],
            }));
        }

        return Commit(staged, [.. before.Values], store, catalog);
    }

    private static long Commit(List<(IStagedObject Object, PartitionRecord Record)> staged, PartitionRecord[] gone,
        IObjectStore store, ICatalog catalog)
    {
        Dictionary<string, ObjectTag> tags = store.PublishTagged([.. staged.Select(s => s.Object)]);
        Commit[] commits = [.. staged.Select(s => new Commit(Dataset, s.Record.Tagged(tags), [], Published: null))];
        foreach (PartitionRecord record in gone) store.Delete(record.Objects.First().Key);
        if (commits.Length > 0) catalog.Commit(commits);
        if (gone.Length > 0) catalog.Remove(gone);
        return commits.Sum(c => c.Record.Bytes);
    }

    /// <summary>Which partitions have objects in which folder: no object is decoded for it.</summary>
    private static Dictionary<string, Folder> Folders(IEnumerable<PartitionRecord> records)
    {
        var folders = new Dictionary<string, Folder>(StringComparer.Ordinal);
        foreach (PartitionRecord record in records)
        {
            Folder? current = null;
            foreach (EncodedObject o in record.Objects.InPlace)
            {
                if (current?.Holds(o.Key) ?? false) continue;
                current = Open(Parent(Encoding.UTF8.GetString(o.Key)));
                if (current.Partitions.Count == 0 || !ReferenceEquals(current.Partitions[^1], record))
                    current.Partitions.Add(record);
            }
        }

        return folders;

        Folder Open(string path)
        {
            if (folders.TryGetValue(path, out Folder? found)) return found;
            folders.Add(path, found = new Folder(path, folders));
            if (path.Length > 0) Open(Parent(path));
            return found;
        }
    }

    private static string Parent(string path) => path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : "";

    private sealed class Folder(string path, Dictionary<string, Folder> all)
    {
        private readonly byte[] _prefix = Encoding.UTF8.GetBytes(path.Length == 0 ? "" : path + "/");
        private Hash256 _objects;

        /// <summary>Those with objects in it, maybe others elsewhere.</summary>
        public List<PartitionRecord> Partitions { get; } = [];

        public List<string> Children { get; } = [];

        /// <summary>Of its manifest.</summary>
        public Hash256 Sha256 { get; set; }

        public bool Holds(ReadOnlySpan<byte> key) =>
            key.StartsWith(_prefix) && key[_prefix.Length..].IndexOf((byte)'/') < 0;

        /// <param name="fold">Used over and over, empty; returned.</param>
        public Fold HashObjects(Fold fold)
        {
            Partitions.Sort(static (a, b) => string.CompareOrdinal(a.Dataset, b.Dataset) is var order and not 0
                ? order : string.CompareOrdinal(a.Key, b.Key));
            foreach (PartitionRecord partition in Partitions)
                foreach (EncodedObject o in partition.Objects.InPlace)
                    if (Holds(o.Key)) fold.Add(o.Identity);
            _objects = fold.Finish();
            return fold;
        }

        /// <summary>By key.</summary>
        public ObjectRecord[] Objects()
        {
            var objects = new List<ObjectRecord>();
            foreach (PartitionRecord partition in Partitions)
                foreach (EncodedObject o in partition.Objects.InPlace)
                    if (Holds(o.Key)) objects.Add(o.Decode());
            return [.. objects.OrderBy(o => o.Key, StringComparer.Ordinal)];
        }

        /// <summary>
        /// Of what its manifest will say; cheaper than saying it. All folders below have their hashes.
        /// </summary>
        /// <param name="fold">Used over and over, empty.</param>
        public Hash256 Fingerprint(Fold fold)
        {
            Children.Sort(string.CompareOrdinal);
            fold.Add(_objects);
            foreach (string child in Children) fold.Add(child).Add(all[child].Sha256);
            return fold.Finish();
        }

        public byte[] Render(IEnumerable<ObjectRecord> objects)
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
            {
                json.WriteStartObject();
                json.WriteString("folder", path);
                json.WriteStartArray("objects");
                foreach (ObjectRecord o in objects) WriteEntry(json, o.Key, o.Bytes, o.Sha256);
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
