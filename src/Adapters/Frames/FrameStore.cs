using Tauric.Adapters.Catalog;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Time;

namespace Tauric.Adapters.Frames;

/// <summary>
/// The frame store over an object store and the embedded catalog. Rows lie in packs, which never change; the catalog
/// says which rows of which pack a frame has from which commit to which.
/// </summary>
/// <remarks>
/// A commit makes its pack durable first and is one catalog transaction then: a crash in between leaves a pack that
/// nothing refers to, for <see cref="Prune"/> to remove. A chunk that any pack of the store has already is referred to,
/// not written again; packs of pipelines refer to those of their inputs (<see cref="FramesFormat"/>), and to any once
/// they are replaced (<see cref="PackFolding"/>).
/// </remarks>
public sealed class FrameStore : IFrameStore
{
    private const string Folder = "frames/packs";

    private readonly IObjectStore _store;
    private readonly TimeProvider _clock;
    private readonly FrameCatalog _catalog;
    private readonly ChunkCache _cache;
    private readonly FrameReader _reader;
    private readonly Lock _writing = new();

    /// <param name="store">Where packs are; with those that are adopted.</param>
    /// <param name="catalog">The catalog's file; made when it is not there.</param>
    /// <param name="clock">Says when commits are made.</param>
    /// <param name="cacheBytes">Of what was read last.</param>
    /// <exception cref="ResourceException">Another process has the catalog open.</exception>
    public FrameStore(IObjectStore store, string catalog, TimeProvider clock, long cacheBytes = 256L << 20)
        : this(store, new FrameCatalog(catalog), clock, cacheBytes)
    {
    }

    private FrameStore(IObjectStore store, FrameCatalog catalog, TimeProvider clock, long cacheBytes)
    {
        (_store, _catalog, _clock) = (store, catalog, clock);
        _cache = new ChunkCache(cacheBytes);
        _reader = new FrameReader(store, _catalog, _cache);
    }

    /// <summary>The frames of a data root, only to read: as many processes as like to, while none writes.</summary>
    /// <param name="root">Folder of the data root.</param>
    /// <param name="store">Where its packs are; null for the folder itself.</param>
    /// <param name="cacheBytes">Of what was read last.</param>
    /// <exception cref="UsageException">There are no frames.</exception>
    /// <exception cref="ResourceException">A run has the catalog open.</exception>
    public static FrameStore OpenToRead(string root, IObjectStore? store = null, long cacheBytes = 256L << 20)
    {
        string catalog = Path.Combine(root, DuckCatalog.FileName);
        if (!File.Exists(catalog)) throw FrameCatalog.NoFrames(catalog);   // LocalStore would make the folder.
        return new FrameStore(store ?? new LocalStore(root), new FrameCatalog(catalog, isReadOnly: true),
            TimeProvider.System, cacheBytes);
    }

    public long Commit(IReadOnlyList<FrameChange> changes, string note = "")
    {
        FramePath[] paths = [.. changes.Select(c => FramePath.Parse(c.Path))];
        if (paths.GroupBy(p => p).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new UsageException($"{twice.Key} is changed twice in one commit.");
        foreach ((FrameChange change, FramePath path) in changes.Zip(paths))
            if (change.Rows is { } rows) FrameTimes.Require(path.ToString(), rows);
        lock (_writing)
        {
            var draft = new FrameDraft(_catalog);
            Dictionary<FramePath, FrameEdit> edits = Edits(draft, paths.ToDictionary(p => p, _ => TimeRange.All));
            foreach ((FrameChange change, FramePath path) in changes.Zip(paths)) Apply(change, path, edits[path]);
            var written = new List<(FrameEdit Edit, RecordBatch Rows)>();
            try
            {
                foreach ((FrameChange change, FramePath path) in changes.Zip(paths))
                    if (change.Rows is { } rows) written.Add((edits[path], edits[path].Fitted(rows, _catalog.Schema)));
                if (written.Count > 0) Store(draft, written);
            }
            finally
            {
                foreach ((_, RecordBatch rows) in written) rows.Dispose();
            }

            return draft.IsEmpty ? _catalog.Last.Number : Commit(draft, note);
        }
    }

    public IReadOnlyList<string> Adopted =>
        [.. _catalog.LivePacks().Keys.Select(_catalog.KeyOf)
            .Where(key => !key.StartsWith(Folder, StringComparison.Ordinal))];

    public long Adopt(IReadOnlyList<AdoptedPack> packs, IReadOnlyList<string>? gone = null, string note = "")
    {
        lock (_writing)
        {
            _catalog.Describe([.. packs.DistinctBy(p => p.Library)
                .SelectMany(p => p.Settings.DistinctBy(s => s.Key).Select(s => (p.Library, s.Key, s.Value)))]);
            var draft = new FrameDraft(_catalog);
            IReadOnlyDictionary<int, bool> live = _catalog.LivePacks();
            AdoptedPack[] wanted = NotLive(packs, live);
            List<FrameSegment> left = _catalog.LiveOf([.. (gone ?? []).Select(_catalog.PackOf).OfType<int>()]);
            if (wanted.Length == 0 && left.Count == 0) return _catalog.Last.Number;
            Dictionary<FramePath, FrameEdit> edits = Edits(draft, wanted, left);
            var goes = left.Select(s => s.Pack).ToHashSet();
            foreach (FrameEdit edit in edits.Values) edit.Remove(goes);
            var references = new PackReferences(_store, _catalog, live);
            foreach (AdoptedPack pack in wanted)
            {
                (int id, PackDirectory directory) = Pack(draft, pack.Key);
                Adopt(pack, id, directory.Segments, edits, draft);
                references.Add(pack.Key, id, directory.Holders);
            }

            references.Keep(draft, key => Pack(draft, key).Id);
            return draft.IsEmpty ? _catalog.Last.Number : Commit(draft, note);
        }
    }

    public long Resolve(AsOf? asOf)
    {
        FrameVersion last = _catalog.Last;
        if (asOf is not { } moment) return last.Number;
        if (moment.Snapshot is { } name)
        {
            return _catalog.NumberOf(name) is > 0 and var named ? named : throw new UsageException(
                $"There is no snapshot '{name}'. There are: {string.Join(", ", Snapshots().Select(s => s.Note))}.");
        }

        long number = moment.Number ?? _catalog.NumberAt(moment.Time!.Value);
        if (number > last.Number) throw new UsageException($"There is no version {number}; the last is {last.Number}.");
        if (number < 1) throw new UsageException(moment.Time is { } time
            ? $"Nothing was committed until {UtcMicros.Format(time)}." : "Versions start at 1.");
        return number >= _catalog.Floor ? number : throw new UsageException(
            $"Versions before {_catalog.Floor} were pruned, {number} with them; snapshots are kept.");
    }

    public RecordBatch Read(string path, FrameQuery? query = null)
    {
        query ??= new FrameQuery();
        long commit = Resolve(query.AsOf);
        var parsed = FramePath.Parse(path);
        if (_catalog.FrameOf(parsed.ToString()) is not { } frame) throw NoFrame(parsed.ToString(), commit);
        List<FrameSegment> segments = _catalog.Segments(commit, FrameTables.OfOne, frame, query.Range);
        // A range may leave segments out whose columns the frame has.
        IEnumerable<int> schemas = query.Range.IsAll ? segments.Select(s => s.Schema).Distinct().Order()
            : _catalog.Schemas(commit, FrameTables.OfOne, frame).Select(s => s.Schema);
        Schema[] there = [.. schemas.Select(_catalog.Schema)];
        if (there.Length == 0) throw NoFrame(parsed.ToString(), commit);
        return Read(parsed.ToString(), there, query, segments);
    }

    public IEnumerable<KeyValuePair<string, RecordBatch>> ReadAll(string pattern, FrameQuery? query = null)
    {
        query ??= new FrameQuery();
        long commit = Resolve(query.AsOf);
        string routed = FramePath.Pattern(pattern);
        ILookup<int, FrameSegment> segments =
            _catalog.Segments(commit, FrameTables.OfPattern, routed, query.Range).ToLookup(s => s.Frame);
        return _catalog.Schemas(commit, FrameTables.OfPattern, routed).GroupBy(s => s.Frame)
            .Select(g => (Path: _catalog.PathOf(g.Key), Schemas: g))
            .OrderBy(f => f.Path, StringComparer.Ordinal)
            .Select(f => KeyValuePair.Create(f.Path, Read(f.Path,
                [.. f.Schemas.Select(s => _catalog.Schema(s.Schema))], query, [.. segments[f.Schemas.Key]])));
    }

    public IReadOnlyList<string> List(string pattern = "*", string? where = null) =>
        _catalog.Paths(FramePath.Pattern(pattern), where ?? "true");

    public IReadOnlyList<FrameVersion> Versions(string path)
    {
        string parsed = FramePath.Parse(path).ToString();
        if (_catalog.FrameOf(parsed) is not { } frame) throw NoFrame(parsed, _catalog.Last.Number);
        List<FrameVersion> all = _catalog.Versions(frame);
        int readable = all.FindLastIndex(v => v.Number <= _catalog.Floor);
        return readable < 1 ? all : all[readable..];
    }

    public void Snapshot(string name, AsOf? asOf = null)
    {
        if (!AsOf.Parse(name).Equals(AsOf.Named(name)) || name.Length > 200 || name.Trim() != name || name.Length == 0
            || name.Any(char.IsControl))
            throw new UsageException("A snapshot's name is a word, no number and no time.");
        lock (_writing)
        {
            if (Snapshots().Any(s => s.Note == name)) throw new UsageException($"There is a snapshot '{name}'.");
            long number = Resolve(asOf);
            if (number == 0) throw new UsageException("Nothing was committed that could have a name.");
            _catalog.Snapshot(name, number);
        }
    }

    public IReadOnlyList<FrameVersion> Snapshots() => _catalog.Snapshots();

    public void Forget(string snapshot)
    {
        lock (_writing) _catalog.Forget(snapshot);
    }

    public long Prune(AsOf keep)
    {
        lock (_writing)
        {
            _catalog.Prune(Resolve(keep));
            long freed = Sweep();
            // What a crash left: packs nobody committed.
            var known = _catalog.Keys.ToHashSet(StringComparer.Ordinal);
            foreach (string key in _store.List(Folder).Where(k => !known.Contains(k)).ToArray())
            {
                freed += _store.Stat(key)?.Bytes ?? 0;
                _store.Delete(key);
            }

            return freed;
        }
    }

    public long Fold(IReadOnlyCollection<string> standing)
    {
        lock (_writing)
        {
            var stands = standing.ToHashSet(StringComparer.Ordinal);
            int[] replaced = [.. _catalog.PastPacks().Where(p => _catalog.KeyOf(p) is var key
                && !key.StartsWith(Folder, StringComparison.Ordinal) && !stands.Contains(key))];
            if (replaced.Length == 0) return Sweep();
            HashSet<int> held = Held();
            long freed = Sweep(held);
            int[] free = [.. replaced.Where(p => !held.Contains(p))];
            foreach (long written in new PackFolding(_store, _catalog, Publish).Fold(free))
                freed += Sweep(held) - written;
            return freed;
        }
    }

    public void Dispose()
    {
        _cache.Dispose();
        _catalog.Dispose();
    }

    /// <summary>Those of which not every row is live.</summary>
    private AdoptedPack[] NotLive(IReadOnlyList<AdoptedPack> packs, IReadOnlyDictionary<int, bool> live) =>
        [.. packs.Where(p => _catalog.PackOf(p.Key) is not { } id || !live.GetValueOrDefault(id))];

    /// <inheritdoc cref="PackReferences.Held"/>
    private HashSet<int> Held() => new PackReferences(_store, _catalog, _catalog.LivePacks()).Held();

    /// <inheritdoc cref="FramePath.Pattern"/>
    public static string Pattern(string pattern) => FramePath.Pattern(pattern);

    private static UsageException NoFrame(string path, long commit) =>
        new($"There is no frame {path} as of version {commit}.");

    private void Apply(FrameChange change, FramePath path, FrameEdit edit)
    {
        (long First, long Last)? times = change.Rows is { } rows ? FrameTimes.Of(rows) : null;
        if (change.Rows is null && edit.IsEmpty) throw new UsageException($"There is no frame {path} to delete from.");
        if (change.Follows && times is { } t && edit.LastAt >= t.First) throw new DataException(
            $"{path}: rows are appended from {UtcMicros.Format(t.First)} on, and the frame has rows until "
            + $"{UtcMicros.Format(edit.LastAt.Value)}. Update it instead.");
        if (change.Covers && FrameTimes.ColumnOf(change.Rows!.Schema) < 0) throw new DataException(
            $"{path}: rows without {FramePath.TimeColumn} cover no time that they could update; write or append them.");
        if (change.Covers && times is { } covered) edit.Remove(new TimeRange(covered.First, covered.Last), false);
        if (change.Removed is { IsAll: false }) edit.RequireTimes(_catalog.Schema);
        if (change.Removed is { } removed) edit.Remove(removed, keepsFrame: change.Rows is null && !removed.IsAll);
    }

    private static void Adopt(AdoptedPack pack, int id, List<PackSegment> segments,
        Dictionary<FramePath, FrameEdit> edits, FrameDraft draft)
    {
        foreach (var symbol in segments.GroupBy(s => s.Name).ToArray())
        {
            var path = FramePath.Parse($"{pack.Library}/{symbol.Key}");
            if (symbol.Any(s => s.FirstAt is null)) throw new DataException(
                $"'{pack.Key}': rows of {path} have no {FramePath.TimeColumn}, or it does not ascend.");
            FrameEdit edit = edits[path];
            edit.Remove(new TimeRange(symbol.Min(s => s.FirstAt!.Value), symbol.Max(s => s.LastAt!.Value)), false);
            foreach (PackSegment s in symbol) edit.Add(Segment(s, id, draft.Schema(s.Schema), pack.Source));
        }
    }

    private static FrameSegment Segment(PackSegment s, int pack, int schema, string? source) =>
        new(0, 0, schema, pack, s.BlockAt, s.BlockBytes, s.Skip, s.Rows, s.FirstAt, s.LastAt, source)
        {
            Facts = s.Facts,
        };

    private static string? SourceOf(Schema schema) =>
        schema.Metadata.FirstOrDefault(m => m.Key == "data_source").Value;

    /// <summary>
    /// What packs are about to bring and others leave. Directories are read once for this and once more when their
    /// turn comes: together they are a piece a symbol and session, millions after years.
    /// </summary>
    private Dictionary<FramePath, FrameEdit> Edits(
        FrameDraft draft, IReadOnlyList<AdoptedPack> packs, IReadOnlyList<FrameSegment> left)
    {
        var ranges = new Dictionary<FramePath, TimeRange>();
        foreach (FrameSegment s in left) Widen(FramePath.Parse(_catalog.PathOf(s.Frame)), s.FirstAt, s.LastAt);
        foreach (AdoptedPack pack in packs)
        {
            foreach (PackSegment s in PackReader.Directory(_store, pack.Key).Directory.Segments)
                Widen(FramePath.Parse($"{pack.Library}/{s.Name}"), s.FirstAt, s.LastAt);
        }

        return Edits(draft, ranges);

        void Widen(FramePath path, long? first, long? last)
        {
            TimeRange range = ranges.GetValueOrDefault(path, new TimeRange(long.MaxValue, long.MinValue));
            ranges[path] = new TimeRange(
                Math.Min(range.From, first ?? long.MinValue), Math.Max(range.To, last ?? long.MaxValue));
        }
    }

    /// <param name="ranges">Of each frame what of it will be looked at.</param>
    private Dictionary<FramePath, FrameEdit> Edits(FrameDraft draft, IReadOnlyDictionary<FramePath, TimeRange> ranges)
    {
        Dictionary<FramePath, int> ids = ranges.Keys.ToDictionary(p => p, draft.Frame);
        ILookup<int, FrameSegment> live =
            _catalog.Touched(ranges.Select(r => (ids[r.Key], r.Value))).ToLookup(s => s.Frame);
        return ids.ToDictionary(p => p.Key, p => new FrameEdit(p.Key, p.Value, [.. live[p.Value]], draft, _reader));
    }

    /// <summary>Writes the rows of all frames to one pack and makes it durable.</summary>
    private void Store(FrameDraft draft, IReadOnlyList<(FrameEdit Edit, RecordBatch Rows)> written)
    {
        var pack = new PackWriter();
        foreach (List<(FrameEdit Edit, RecordBatch Rows)> group in Together(written))
        {
            int start = 0;
            var runs = new List<FrameRun>(group.Count);
            foreach ((FrameEdit edit, RecordBatch rows) in group)
            {
                runs.Add(new FrameRun($"{edit.Frame}", start, rows.Length));
                start += rows.Length;
            }

            using RecordBatch all = Concatenation.Of(group[0].Rows.Schema, [.. group.Select(g => g.Rows)]);
            pack.Add(all, runs);
        }

        (byte[] bytes, IReadOnlyList<PackSegment> segments, IReadOnlyDictionary<UInt128, ChunkPlace> chunks) =
            pack.Finish(hashes => _catalog.Find(hashes).Keys);
        int id = draft.Pack(Publish(bytes), bytes.Length, segments.Sum(s => (long)s.Rows));
        draft.Keep(chunks, id);
        Dictionary<string, (FrameEdit Edit, RecordBatch Rows)> byName = written.ToDictionary(w => $"{w.Edit.Frame}");
        foreach (PackSegment s in segments)
        {
            (FrameEdit edit, RecordBatch rows) = byName[s.Name];
            edit.Add(Segment(s, id, draft.Schema(s.Schema), SourceOf(rows.Schema)));
        }
    }

    /// <summary>Small frames of one schema that follow each other share blocks.</summary>
    private static IEnumerable<List<(FrameEdit Edit, RecordBatch Rows)>> Together(
        IReadOnlyList<(FrameEdit Edit, RecordBatch Rows)> written)
    {
        var group = new List<(FrameEdit Edit, RecordBatch Rows)>();
        int rows = 0;
        foreach ((FrameEdit Edit, RecordBatch Rows) item in written)
        {
            bool joins = rows < PackWriter.BlockRowsMin && group is [var first, ..]
                && first.Rows.Schema.Equals(item.Rows.Schema);
            if (group.Count > 0 && !joins)
            {
                yield return group;
                (group, rows) = ([], 0);
            }

            group.Add(item);
            rows += item.Rows.Length;
        }

        yield return group;
    }

    /// <summary>Makes a pack durable under the hash of its bytes.</summary>
    private string Publish(byte[] bytes)
    {
        string key = $"{Folder}/{ContentHash.Of(bytes):x32}.pack";
        if (_store.Stat(key) is { } there && there.Bytes == bytes.Length) return key;
        using IStagedObject staged = _store.Stage(key, bytes);
        _store.Publish([staged]);
        return key;
    }

    /// <summary>Removes the packs that nothing refers to.</summary>
    /// <param name="held">Those that stay though no version needs them, where that is known.</param>
    private long Sweep(HashSet<int>? held = null)
    {
        List<(int Id, string Key, long Bytes)> unused = _catalog.Unused();
        if (unused.Count > 0 && (held ??= Held()).Count > 0) unused.RemoveAll(u => held.Contains(u.Id));
        if (unused.Count == 0) return 0;
        int[] ids = [.. unused.Select(u => u.Id)];
        // Killed in between, no column is found in a pack that is gone, and every one that is not is still known.
        _catalog.ForgetChunks(ids);
        foreach ((_, string key, _) in unused) _store.Delete(key);
        _catalog.ForgetPacks(ids);
        return unused.Sum(u => u.Bytes);
    }

    private long Commit(FrameDraft draft, string note) =>
        _catalog.Commit(draft, UtcMicros.From(_clock.GetUtcNow()), note).Number;

    private RecordBatch Read(string path, Schema[] schemas, FrameQuery query, List<FrameSegment> segments)
    {
        Schema union = FrameReader.Union(path, schemas);
        if (!query.Range.IsAll && FrameTimes.ColumnOf(union) < 0) throw new UsageException(
            $"{path} has no column {FramePath.TimeColumn} that a range of time could cut.");
        return _reader.Read(segments, query.Columns is { } columns ? Chosen(path, union, columns) : union, query.Range);
    }

    private static Schema Chosen(string path, Schema schema, IReadOnlyList<string> columns)
    {
        foreach (string column in columns)
        {
            if (schema.IndexOf(column) < 0) throw new UsageException(
                $"{path} has no column '{column}'. It has: {string.Join(", ", schema.Fields.Select(f => f.Name))}.");
        }

        return new Schema([.. columns.Distinct().Select(c => schema[schema.IndexOf(c)])]);
    }

    /// <summary>A pack of a pipeline, by its number in a draft.</summary>
    private (int Id, PackDirectory Directory) Pack(FrameDraft draft, string key)
    {
        (long bytes, PackDirectory directory) = PackReader.Directory(_store, key);
        return (draft.Pack(key, bytes, directory.Segments.Sum(s => (long)s.Rows)), directory);
    }
}
