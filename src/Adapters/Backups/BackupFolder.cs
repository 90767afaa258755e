using System.IO.Compression;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Backups;

/// <summary>
/// A folder of backups. What was backed up lies in <c>objects/</c>, each content once under the SHA-256 of its bytes,
/// gzipped (<c>.gz</c>) once only old snapshots name it; <c>snapshots/</c> says what each backup holds.
/// </summary>
/// <remarks>A content never changes, so that readers need no lock; one process writes, the one that has
/// <see cref="Lock"/>.</remarks>
public sealed class BackupFolder
{
    private const string Objects = "objects", Packed = ".gz";

    private readonly string _folder;
    private readonly LocalStore _store;

    private BackupFolder(string folder) => (_folder, _store) = (folder, new LocalStore(folder));

    /// <summary>To back up to; made when it is not there.</summary>
    /// <exception cref="ResourceException">It cannot be made or written.</exception>
    public static BackupFolder Create(string folder) => new(folder);

    /// <exception cref="UsageException">It is not there.</exception>
    public static BackupFolder Open(string folder) => Directory.Exists(Path.Combine(folder, Objects)) ? new(folder)
        : throw new UsageException($"There are no backups in '{folder}'. Make one first: tauric backup --to DIR");

    /// <summary>Ids of the snapshots, oldest first.</summary>
    public IReadOnlyList<string> SnapshotIds =>
        [.. _store.List(Snapshot.Folder).Select(Snapshot.IdOf).OfType<string>()];

    /// <exception cref="ResourceException">Another process has it.</exception>
    public IDisposable Lock() => FolderLock.Take(_folder, "writes the backups in");

    /// <summary>A snapshot, the newest unless one is named.</summary>
    /// <exception cref="UsageException">There is none of that name.</exception>
    /// <exception cref="DataException">It was changed or cut.</exception>
    public Snapshot Load(string? id)
    {
        IReadOnlyList<string> ids = SnapshotIds;
        if (ids.Count == 0) throw new UsageException($"There is no snapshot in '{_folder}' yet.");
        string found = id is null ? ids[^1] : ids.Contains(id) ? id : throw new UsageException(
            $"There is no snapshot '{id}'. There are: {string.Join(", ", ids)}.");
        return Snapshot.Parse(found, _store.Load(Snapshot.KeyOf(found)));
    }

    /// <summary>Makes a snapshot visible. Everything it names is there.</summary>
    /// <returns>Its id.</returns>
    public string Add(Snapshot snapshot)
    {
        (string id, byte[] bytes) = snapshot.Render();
        Publish([_store.Stage(Snapshot.KeyOf(id), bytes)]);
        return id;
    }

    public void Remove(string snapshotId) => _store.Delete(Snapshot.KeyOf(snapshotId));

    /// <summary>Is the content there, as far as can be seen without reading it?</summary>
    public bool Has(Hash256 content, long bytes) =>
        _store.Stat(KeyOf(content))?.Bytes == bytes || _store.Stat(KeyOf(content) + Packed) is not null;

    public IStagedObject Stage(Hash256 content, ReadOnlySpan<byte> bytes) => _store.Stage(KeyOf(content), bytes);

    /// <summary>Makes what was staged durable; what was not taken is discarded.</summary>
    public void Publish(IReadOnlyCollection<IStagedObject> staged)
    {
        try
        {
            _store.Publish([.. staged]);
        }
        finally
        {
            foreach (IStagedObject one in staged) one.Dispose();
        }
    }

    /// <summary>The content, verified by its hash.</summary>
    /// <exception cref="DataException">It is missing or damaged; says which file.</exception>
    public byte[] Load(Hash256 content)
    {
        string key = KeyOf(content);
        // Plain first: it goes only after the packed one has come.
        string found = _store.Stat(key) is not null ? key : _store.Stat(key + Packed) is not null ? key + Packed
            : throw new DataException($"The backup lacks {Place(key)}. {WhatToDo}");
        try
        {
            byte[] bytes = found == key ? _store.Load(key) : Unpacked(_store.Load(found));
            if (Hash256.Of(bytes) == content) return bytes;
        }
        catch (InvalidDataException)
        {
            // No gzip any more: damaged, like other bytes.
        }

        throw new DataException($"{Place(found)} is damaged: its bytes are not those of its name. {WhatToDo}");
    }

    /// <summary>Every content there is.</summary>
    public IEnumerable<Hash256> Contents() =>
        _store.List(Objects).Select(HashOf).OfType<Hash256>().Distinct();

    /// <returns>Bytes that it took.</returns>
    public long Delete(Hash256 content)
    {
        long bytes = 0;
        foreach (string key in (string[])[KeyOf(content), KeyOf(content) + Packed])
        {
            bytes += _store.Stat(key)?.Bytes ?? 0;
            _store.Delete(key);
        }

        return bytes;
    }

    /// <summary>Gzips the content, verified, once.</summary>
    /// <returns>Bytes saved; null when it was packed already.</returns>
    public long? Pack(Hash256 content)
    {
        string key = KeyOf(content);
        if (_store.Stat(key) is not { } plain) return null;
        if (_store.Stat(key + Packed) is null)
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
                gzip.Write(Load(content));
            Publish([_store.Stage(key + Packed, packed.GetBuffer().AsSpan(0, (int)packed.Length))]);
        }

        _store.Delete(key);
        return plain.Bytes - _store.Stat(key + Packed)!.Value.Bytes;
    }

    private const string WhatToDo =
        "Delete it if it is there: the next backup copies what the root still has. Or restore another snapshot.";

    private string Place(string key) => $"'{Path.Join(_folder, key)}'";

    private static string KeyOf(Hash256 content)
    {
        string name = content.ToString();
        return $"{Objects}/{name[..2]}/{name}";
    }

    /// <summary>Null for a file that is none of ours.</summary>
    private static Hash256? HashOf(string key)
    {
        string name = key[(key.LastIndexOf('/') + 1)..];
        if (name.EndsWith(Packed, StringComparison.Ordinal)) name = name[..^Packed.Length];
        return HashText.Parse(name) is { } hash && key.StartsWith(KeyOf(hash), StringComparison.Ordinal) ? hash : null;
    }

    private static byte[] Unpacked(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }
}
