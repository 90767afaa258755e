using System.Collections.Concurrent;
using System.Globalization;
using Tauric.Adapters.DuckDb;
using Tauric.Adapters.Frames;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Time;

namespace Tauric.Adapters.Catalog;

/// <summary>
/// The frame store's part of the catalog. Frames, schemas and packs are known by number and kept in memory; segments,
/// of which there are most, are asked for. One thread writes at a time; any number read, each on a connection of its
/// own.
/// </summary>
internal sealed class FrameCatalog : IDisposable
{
    private static readonly Schema s_touched = new(new("id", ArrowType.Int32),
        new("range_from", ArrowType.Int64), new("range_to", ArrowType.Int64));

    private const int AppendedAtOnce = 1 << 16;

    private readonly DuckDatabase _database;
    private readonly DuckConnection _writer;
    private readonly ConcurrentBag<DuckConnection> _idle = [];
    private readonly ConcurrentDictionary<string, int> _frames = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, string> _paths = new();
    private readonly ConcurrentDictionary<int, Schema> _schemas = new();
    private readonly ConcurrentDictionary<string, int> _packs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, string> _keys = new();
    private volatile object _last = default(FrameVersion);   // Boxed, so that readers see all of it or nothing.
    private volatile Dictionary<UInt128, (int Pack, long At)>? _used;   // A hint: what it has not is asked for.
    private volatile Dictionary<int, bool>? _live;
    private long _floor;

    /// <exception cref="ResourceException">Another process has the catalog open.</exception>
    /// <exception cref="UsageException">It is only to be read and has no frames.</exception>
    public FrameCatalog(string path, bool isReadOnly = false)
    {
        _database = DuckDatabase.Open(
            path, new DuckOptions { MemoryLimitBytes = 256L << 20, IsReadOnly = isReadOnly });
        try
        {
            _writer = _database.Connect();
            if (isReadOnly && !FrameTables.AreIn(_writer)) throw NoFrames(path);
            FrameTables.Make(_writer, isReadOnly);
            Load();
        }
        catch
        {
            _writer?.Dispose();
            _database.Dispose();
            throw;
        }
    }

    /// <param name="path">Of the catalog.</param>
    public static UsageException NoFrames(string path) => new(
        $"There are no frames in '{Path.GetDirectoryName(path)}' yet. Make some: tauric run stories, or "
        + "tauric frames put PATH FILE");

    /// <summary>The last commit; number 0 before the first.</summary>
    public FrameVersion Last => (FrameVersion)_last;

    /// <summary>The first commit that can be read, but for snapshots.</summary>
    public long Floor => Interlocked.Read(ref _floor);

    public int NextFrame { get; private set; } = 1;

    public int NextSchema { get; private set; } = 1;

    public int NextPack { get; private set; } = 1;

    public long NextOrdinal { get; private set; } = 1;

    public int? FrameOf(string path) => _frames.TryGetValue(path, out int id) ? id : null;

    public string PathOf(int frame) => _paths[frame];

    public Schema Schema(int id) => _schemas[id];

    public int? SchemaOf(Schema schema)
    {
        foreach ((int id, Schema known) in _schemas)
            if (known.Equals(schema)) return id;
        return null;
    }

    public string KeyOf(int pack) => _keys.TryGetValue(pack, out string? key) ? key
        : throw new ResourceException("What is read was pruned meanwhile: read it as of a later version.");

    public int? PackOf(string key) => _packs.TryGetValue(key, out int id) ? id : null;

    /// <summary>Segments as of a commit that have rows in a range, by frame, then time.</summary>
    /// <param name="frames">One of the selections of <see cref="FrameTables"/>.</param>
    /// <param name="of">What it selects by.</param>
    public List<FrameSegment> Segments(long commit, string frames, object of, TimeRange range) =>
        Read(FrameTables.SelectSegments(frames), FrameSegment.Read, commit, of, range.To, range.From);

    /// <summary>Frames there are as of a commit and the schemas of their segments, oldest first.</summary>
    public List<(int Frame, int Schema)> Schemas(long commit, string frames, object of) =>
        Read(FrameTables.SelectSchemas(frames), (rows, row) => (rows[0].Values<int>()[row], rows[1].Values<int>()[row]),
            commit, of);

    public List<FrameVersion> Versions(int frame)
    {
        List<FrameVersion> versions = Read(FrameTables.SelectVersions, ReadVersion, frame);
        versions.Sort((a, b) => a.Number.CompareTo(b.Number));   // They nearly are: DuckDB would sort their notes too.
        return versions;
    }

    public List<FrameVersion> Snapshots() => Read(FrameTables.SelectSnapshots, ReadVersion);

    /// <summary>The last commit at or before an instant; 0 for none.</summary>
    public long NumberAt(long micros)
    {
        long clamped = Math.Clamp(micros, UtcMicros.From(DateOnly.MinValue), UtcMicros.From(DateOnly.MaxValue));
        return One("SELECT coalesce(max(number), 0) FROM frame_commit WHERE committed_at <= $1",
            UtcMicros.ToDateTime(clamped));
    }

    /// <summary>The commit of a snapshot; 0 for none.</summary>
    public long NumberOf(string snapshot) =>
        One("SELECT coalesce(max(number), 0) FROM frame_snapshot WHERE name = $1", snapshot);

    /// <param name="where">A condition over <c>frame_metadata</c>.</param>
    /// <exception cref="UsageException">It is none.</exception>
    public List<string> Paths(string pattern, string where)
    {
        try
        {
            return Read($"SELECT path FROM frame_metadata WHERE path GLOB $1 AND (\n{where}\n) ORDER BY path",
                (rows, row) => rows[0].Text(row)!, pattern);
        }
        catch (BugException e)
        {
            throw new UsageException($"'{where}' is no condition over frame_metadata: {e.Message}", e);
        }
    }

    /// <summary>Packs that segments of now lie in, and whether all their rows are live.</summary>
    public IReadOnlyDictionary<int, bool> LivePacks() => _live ??= Read(FrameTables.SelectLivePacks,
        (rows, row) => (Pack: rows[0].Values<int>()[row], IsWhole: rows[1].Values<long>()[row] == 0))
        .ToDictionary(p => p.Pack, p => p.IsWhole);

    /// <summary>Where chunks of these hashes are already.</summary>
    public Dictionary<UInt128, (int Pack, long At)> Find(IReadOnlyCollection<UInt128> hashes)
    {
        if (hashes.Count == 0) return [];
        using var sought = new BatchBuilder(new Schema(
            new Field("high", ArrowType.UInt64), new Field("low", ArrowType.UInt64)));
        foreach (UInt128 hash in hashes) FrameDraftRows.AppendHash(sought, hash);
        using RecordBatch batch = sought.Build();
        using IDisposable registered = _writer.Register("frame_sought", batch.Schema, () => [batch.Retain()]);
        return Chunks(FrameTables.SelectChunks);
    }

    /// <summary>Where a chunk is that its pack has not itself.</summary>
    public (string Key, long At)? Find(UInt128 hash)
    {
        // A frame of a year has such a column in every pack: asked for one by one they would cost more than to decode.
        Dictionary<UInt128, (int Pack, long At)> used = _used ??= Chunks(FrameTables.SelectUsed);
        if (used.TryGetValue(hash, out (int Pack, long At) known) && _keys.TryGetValue(known.Pack, out string? key))
            return (key, known.At);
        List<(int Pack, long At)> found = Read(FrameTables.SelectChunk,
            (rows, row) => (rows[0].Values<int>()[row], rows[1].Values<long>()[row]),
            (ulong)(hash >> 64), (ulong)hash);
        return found is [var place, ..] ? (KeyOf(place.Pack), place.At) : null;
    }

    /// <summary>Packs whose rows are all of the past, oldest first.</summary>
    public List<int> PastPacks() => Read(FrameTables.SelectPast, (rows, row) => rows[0].Values<int>()[row]);

    /// <summary>Columns that packs with live rows refer to, by the name of the partition that holds them.</summary>
    public ILookup<string, UInt128> References() => Read(FrameTables.SelectReferences, (rows, row) => (
        Hash: FrameDraftRows.HashAt(rows, row), Holder: rows[2].Text(row)!)).ToLookup(r => r.Holder, r => r.Hash);

    /// <summary>The packs of now that took the place of packs of the past.</summary>
    public ILookup<int, int> HeirsOf(IReadOnlyCollection<int> packs) => Touching(packs, () =>
        Read(FrameTables.SelectHeirs, (rows, row) =>
            (Pack: rows[0].Values<int>()[row], Heir: rows[1].Values<int>()[row])).ToLookup(p => p.Pack, p => p.Heir));

    /// <summary>Segments of all frames a draft is about, but those it adds, and of each what is within a
    /// range.</summary>
    public List<FrameSegment> Touched(IEnumerable<(int Frame, TimeRange Range)> frames)
    {
        using var touched = new BatchBuilder(s_touched);
        foreach ((int frame, TimeRange range) in frames)
        {
            touched[0].Append(frame);
            touched[1].Append(range.From);
            touched[2].Append(range.To);
        }

        using RecordBatch rows = touched.Build();
        return Touching(rows, () => Read(FrameTables.SelectTouched, FrameSegment.Read));
    }

    /// <summary>What is left of some packs.</summary>
    public List<FrameSegment> LiveOf(IReadOnlyCollection<int> packs) => packs.Count == 0 ? []
        : Touching(packs, () => Segments(Last.Number, FrameTables.OfPacks, 0, TimeRange.All));

    /// <summary>Writes a draft as the next commit: one transaction.</summary>
    public FrameVersion Commit(FrameDraft draft, long at, string note)
    {
        var version = new FrameVersion(Last.Number + 1, Math.Max(at, Last.At + 1), note);
        _writer.Transact(() =>
        {
            _writer.Execute("INSERT INTO frame_commit VALUES (?, ?, ?)", version.Number,
                UtcMicros.ToDateTime(version.At), note);
            if (draft.Removed.Count > 0)
            {
                using RecordBatch gone = Numbers("ordinal", draft.Removed);
                using IDisposable registered = _writer.Register("frame_gone", gone.Schema, () => [gone.Retain()]);
                _writer.Execute("UPDATE frame_segment SET removed = ? WHERE ordinal IN (FROM frame_gone)",
                    version.Number);
            }

            foreach (FrameSegment[] some in draft.Added.Chunk(AppendedAtOnce))
                Append("frame_segment", FrameSegment.Build(some, version.Number));
            FrameDraftRows.Each(draft, Append);
        });
        Remember(draft);
        _last = version;
        return version;
    }

    /// <summary>Moves segments to the pack of a draft and chunks to where it says: one transaction, no
    /// commit.</summary>
    /// <param name="packs">Those that the segments leave.</param>
    /// <param name="moved">As <see cref="FrameTables.MoveSegments"/> reads it.</param>
    public void Move(FrameDraft draft, IReadOnlyCollection<int> packs, RecordBatch moved)
    {
        _writer.Transact(() =>
        {
            Touch(packs, FrameTables.DropChunks);
            using IDisposable registered = _writer.Register("frame_moved", moved.Schema, () => [moved.Retain()]);
            _writer.Execute(FrameTables.MoveSegments);
            FrameDraftRows.Each(draft, Append);
        });
        Remember(draft);
    }

    /// <summary>Takes note of what the rows of libraries are made with, in place of what was known of these.</summary>
    public void Describe(IReadOnlyCollection<(string Library, string Name, string Value)> settings)
    {
        List<(string Library, string, string)> known = Read("SELECT library, name, value FROM frame_setting",
            (rows, row) => (rows[0].Text(row)!, rows[1].Text(row)!, rows[2].Text(row)!));
        var said = settings.Select(s => s.Library).ToHashSet(StringComparer.Ordinal);
        if (known.Where(k => said.Contains(k.Library)).ToHashSet().SetEquals(settings)) return;
        _writer.Transact(() =>
        {
            foreach (string library in said)
                _writer.Execute("DELETE FROM frame_setting WHERE library = ?", library);
            foreach ((string library, string name, string value) in settings)
                _writer.Execute("INSERT INTO frame_setting VALUES (?, ?, ?)", library, name, value);
        });
    }

    public void Snapshot(string name, long number) =>
        _writer.Execute("INSERT INTO frame_snapshot VALUES (?, ?)", name, number);

    public void Forget(string snapshot) => _writer.Execute("DELETE FROM frame_snapshot WHERE name = ?", snapshot);

    /// <summary>Forgets what only versions before <paramref name="keep"/> show.</summary>
    public void Prune(long keep)
    {
        _writer.Transact(() =>
        {
            _writer.Execute(FrameTables.DropSegments, keep);
            _writer.Execute("DELETE FROM frame_floor");
            _writer.Execute("INSERT INTO frame_floor VALUES (?)", keep);
        });
        Interlocked.Exchange(ref _floor, keep);
    }

    /// <summary>Packs that no segment reads from, not even a column of another pack's.</summary>
    public List<(int Id, string Key, long Bytes)> Unused() => Read(FrameTables.SelectUnused, (rows, row) =>
        (rows[0].Values<int>()[row], rows[1].Text(row)!, rows[2].Values<long>()[row]));

    /// <summary>Forgets what chunks packs have and use: nothing will be found in them.</summary>
    public void ForgetChunks(IReadOnlyCollection<int> packs) => _writer.Transact(() =>
    {
        Touch(packs, FrameTables.DropChunks);
        Touch(packs, FrameTables.DropUses);
        _used = null;
    });

    public void ForgetPacks(IReadOnlyCollection<int> packs)
    {
        _writer.Transact(() => Touch(packs, FrameTables.DropPacks));
        foreach (int id in packs)
            if (_keys.TryRemove(id, out string? key)) _packs.TryRemove(key, out _);
    }

    public IReadOnlyCollection<string> Keys => [.. _packs.Keys];

    public void Dispose()
    {
        while (_idle.TryTake(out DuckConnection? connection)) connection.Dispose();
        _writer.Dispose();
        _database.Dispose();
    }

    private static FrameVersion ReadVersion(RecordBatch rows, int row) =>
        new(rows[0].Values<long>()[row], rows[1].Values<long>()[row], rows[2].Text(row) ?? "");

    private static RecordBatch Numbers<T>(string name, IReadOnlyCollection<T> numbers) where T : unmanaged
    {
        ArrowType type = typeof(T) == typeof(int) ? ArrowType.Int32 : ArrowType.Int64;
        using var rows = new BatchBuilder(new Schema(new Field(name, type)));
        foreach (T number in numbers) rows[0].Append(number);
        return rows.Build();
    }

    private static List<T> Rows<T>(
        DuckConnection connection, string sql, Func<RecordBatch, int, T> read, params ReadOnlySpan<object?> parameters)
    {
        var found = new List<T>();
        using DuckRows rows = connection.Query(sql, parameters);
        foreach (RecordBatch batch in rows)
        {
            using (batch)
                for (int row = 0; row < batch.Length; row++) found.Add(read(batch, row));
        }

        return found;
    }

    private List<T> Read<T>(string sql, Func<RecordBatch, int, T> read, params ReadOnlySpan<object?> parameters)
    {
        if (!_idle.TryTake(out DuckConnection? connection)) connection = _database.Connect();
        try
        {
            return Rows(connection, sql, read, parameters);
        }
        finally
        {
            _idle.Add(connection);
        }
    }

    private Dictionary<UInt128, (int Pack, long At)> Chunks(string sql) => Read(sql, (rows, row) => (
        Hash: FrameDraftRows.HashAt(rows, row), Place: (rows[2].Values<int>()[row], rows[3].Values<long>()[row])))
        .ToDictionary(found => found.Hash, found => found.Place);

    private void Remember(FrameDraft draft)
    {
        (_used, _live) = (null, null);
        foreach ((string path, (int id, _)) in draft.Frames) (_frames[path], _paths[id]) = (id, path);
        foreach ((int id, Schema schema) in draft.Schemas) _schemas[id] = schema;
        foreach ((int id, string key, _, _) in draft.Packs) (_packs[key], _keys[id]) = (id, key);
        (NextFrame, NextSchema, NextPack, NextOrdinal) =
            (draft.NextFrame, draft.NextSchema, draft.NextPack, draft.NextOrdinal);
    }

    private void Touch(IReadOnlyCollection<int> packs, string sql) => Touching(packs, () => _writer.Execute(sql));

    /// <summary>With these packs or frames as <c>frame_touched</c>.</summary>
    private T Touching<T>(IReadOnlyCollection<int> ids, Func<T> use)
    {
        using RecordBatch touched = Numbers("id", ids);
        return Touching(touched, use);
    }

    private T Touching<T>(RecordBatch touched, Func<T> use)
    {
        using IDisposable registered = _writer.Register("frame_touched", touched.Schema, () => [touched.Retain()]);
        return use();
    }

    private void Append(string table, RecordBatch rows)
    {
        using (rows)
            if (rows.Length > 0) _writer.Append(table, rows);
    }

    private void Load()
    {
        foreach ((int id, string path) in Read("SELECT id, path FROM frame", (rows, row) =>
            (rows[0].Values<int>()[row], rows[1].Text(row)!)))
            (_frames[path], _paths[id], NextFrame) = (id, path, Math.Max(NextFrame, id + 1));
        foreach ((int id, byte[] encoded) in Read("SELECT id, encoded FROM frame_schema", (rows, row) =>
            (rows[0].Values<int>()[row], rows[1].Bytes(row).ToArray())))
        {
            var from = new ByteCursor(encoded, "catalog");
            (_schemas[id], NextSchema) = (SchemaBytes.Read(ref from), Math.Max(NextSchema, id + 1));
        }

        foreach ((int id, string key) in Read("SELECT id, key FROM frame_pack", (rows, row) =>
            (rows[0].Values<int>()[row], rows[1].Text(row)!)))
            (_packs[key], _keys[id], NextPack) = (id, key, Math.Max(NextPack, id + 1));
        NextOrdinal = 1 + One("SELECT coalesce(max(ordinal), 0) FROM frame_segment");
        _floor = One("SELECT coalesce(max(number), 0) FROM frame_floor");
        foreach (FrameVersion last in Read(FrameTables.SelectLast, ReadVersion)) _last = last;
    }

    private long One(string sql, params ReadOnlySpan<object?> parameters) =>
        Read(sql, (rows, row) => rows[0].Values<long>()[row], parameters)[0];
}
