using Tauric.Adapters.Frames;
using Tauric.Engine.Columnar;

namespace Tauric.Adapters.Catalog;

/// <summary>What a commit of frames will write: numbers are given out while it is drawn up, kept when it
/// succeeds.</summary>
internal sealed class FrameDraft(FrameCatalog catalog)
{
    private readonly Dictionary<string, int> _packs = new(StringComparer.Ordinal);

    public int NextFrame { get; private set; } = catalog.NextFrame;

    public int NextSchema { get; private set; } = catalog.NextSchema;

    public int NextPack { get; private set; } = catalog.NextPack;

    public long NextOrdinal { get; private set; } = catalog.NextOrdinal;

    public Dictionary<string, (int Id, FramePath Path)> Frames { get; } = new(StringComparer.Ordinal);

    public List<(int Id, Schema Schema)> Schemas { get; } = [];

    public List<(int Id, string Key, long Bytes, long Rows)> Packs { get; } = [];

    /// <summary>Chunks and the pack each is in.</summary>
    public List<(UInt128 Hash, int Pack, long At)> Chunks { get; } = [];

    /// <summary>Chunks and a pack each that has them not itself.</summary>
    public List<(UInt128 Hash, int Pack)> Uses { get; } = [];

    /// <summary>Chunks that packs of runs refer to, and the names of the partitions that hold them.</summary>
    public List<(UInt128 Hash, int Pack, string Holder)> References { get; } = [];

    public List<FrameSegment> Added { get; } = [];

    public HashSet<long> Removed { get; } = [];

    public bool IsEmpty => Added.Count == 0 && Removed.Count == 0;

    public int Frame(FramePath path)
    {
        string text = path.ToString();
        if (catalog.FrameOf(text) is { } known) return known;
        if (!Frames.TryGetValue(text, out (int Id, FramePath) added)) Frames.Add(text, added = (NextFrame++, path));
        return added.Id;
    }

    public int Schema(Schema schema)
    {
        if (catalog.SchemaOf(schema) is { } known) return known;
        foreach ((int id, Schema added) in Schemas)
            if (added.Equals(schema)) return id;
        Schemas.Add((NextSchema, schema));
        return NextSchema++;
    }

    public int Pack(string key, long bytes, long rows)
    {
        if (catalog.PackOf(key) is { } known) return known;
        if (_packs.TryGetValue(key, out int added)) return added;
        _packs.Add(key, NextPack);
        Packs.Add((NextPack, key, bytes, rows));
        return NextPack++;
    }

    public long Ordinal() => NextOrdinal++;

    /// <summary>Takes note of where the chunks of a pack are, and which it uses.</summary>
    public void Keep(IReadOnlyDictionary<UInt128, ChunkPlace> chunks, int pack)
    {
        foreach ((UInt128 hash, ChunkPlace place) in chunks)
        {
            if (place.IsElsewhere) Uses.Add((hash, pack));
            else Chunks.Add((hash, pack, place.At));
        }
    }

    /// <summary>A segment that goes: one of this draft is simply not added.</summary>
    public void Remove(FrameSegment segment)
    {
        if (segment.Ordinal < catalog.NextOrdinal) Removed.Add(segment.Ordinal);
        else Added.Remove(segment);
    }
}
