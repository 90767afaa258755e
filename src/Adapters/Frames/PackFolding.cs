using Tauric.Adapters.Catalog;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Frames;

/// <summary>
/// Brings packs that pipelines replaced down to the columns that the packs in their place have not. A pack of now is a
/// function of its partition, so it refers to its inputs at most; the past refers to it, and not it to the past.
/// </summary>
/// <param name="publish">Makes a pack durable; returns its key.</param>
internal sealed class PackFolding(IObjectStore store, FrameCatalog catalog, Func<byte[], string> publish)
{
    /// <summary>Of the packs that become one.</summary>
    private const long BytesMax = 64 << 20;

    private static readonly Schema s_moved = new(
        new("old_pack", ArrowType.Int32), new("old_block_at", ArrowType.Int64), new("pack", ArrowType.Int32),
        new("block_at", ArrowType.Int64), new("block_bytes", ArrowType.Int32));

    /// <summary>What packs of now have themselves, read once however many groups they took the place of.</summary>
    private readonly Dictionary<int, ChunkPlace[]> _ofHeirs = [];

    /// <summary>Moves the rows of packs of the past, some at a time; those that none took the place of stay.</summary>
    /// <returns>Bytes written each time.</returns>
    public IEnumerable<long> Fold(IReadOnlyCollection<int> packs)
    {
        ILookup<int, int> heirs = catalog.HeirsOf(packs);
        long bytes = 0;
        var group = new List<int>();
        foreach (int pack in packs.Where(heirs.Contains))
        {
            group.Add(pack);
            if ((bytes += store.Stat(catalog.KeyOf(pack))?.Bytes ?? 0) < BytesMax) continue;
            yield return FoldTogether(group, heirs);
            (group, bytes) = ([], 0);
        }

        yield return FoldTogether(group, heirs);
    }

    private long FoldTogether(List<int> packs, ILookup<int, int> heirs)
    {
        var writer = new PackWriter();
        var left = new List<(int Pack, long BlockAt)>();
        foreach (int pack in packs)
        {
            (byte[] bytes, List<(PackBlock Block, PackSegment[] Segments)> blocks) = Blocks(pack);
            UInt128[] apart = [.. blocks.SelectMany(b => b.Block.Columns).Where(c => c.IsElsewhere)
                .Select(c => c.Hash).Distinct()];
            if (catalog.Find(apart).Count < apart.Length) continue;   // As one that cannot be read.
            foreach ((PackBlock block, PackSegment[] segments) in blocks)
            {
                writer.Add(block, segments, bytes);
                left.Add((pack, segments[0].BlockAt));
            }
        }

        return left.Count == 0 ? 0 : Move(writer, left, [.. packs.SelectMany(p => heirs[p]).Distinct().Order()]);
    }

    private long Move(PackWriter writer, List<(int Pack, long BlockAt)> left, IReadOnlyList<int> heirs)
    {
        var draft = new FrameDraft(catalog);
        HashSet<int> packs = [.. left.Select(l => l.Pack)];
        (byte[] bytes, IReadOnlyList<PackSegment> segments, IReadOnlyDictionary<UInt128, ChunkPlace> chunks) =
            writer.Finish(hashes => Elsewhere([.. hashes], packs, heirs, draft));
        int id = draft.Pack(publish(bytes), bytes.Length, segments.Sum(s => (long)s.Rows));
        draft.Keep(chunks, id);
        using var moved = new BatchBuilder(s_moved);
        foreach (((int pack, long at), PackSegment now) in left.Zip(segments.DistinctBy(s => s.BlockAt)))
        {
            moved[0].Append(pack);
            moved[1].Append(at);
            moved[2].Append(id);
            moved[3].Append(now.BlockAt);
            moved[4].Append(now.BlockBytes);
        }

        using RecordBatch rows = moved.Build();
        catalog.Move(draft, packs, rows);
        return bytes.Length;
    }

    /// <summary>Which of these chunks are where they will stay; the draft learns of those in heirs.</summary>
    private HashSet<UInt128> Elsewhere(
        HashSet<UInt128> hashes, HashSet<int> leaving, IReadOnlyList<int> heirs, FrameDraft draft)
    {
        HashSet<UInt128> there =
            [.. catalog.Find(hashes).Where(found => !leaving.Contains(found.Value.Pack)).Select(found => found.Key)];
        foreach (int heir in heirs)
        {
            foreach (ChunkPlace place in OfHeir(heir))
                if (hashes.Contains(place.Hash) && there.Add(place.Hash))
                    draft.Chunks.Add((place.Hash, heir, place.At));
        }

        return there;
    }

    private ChunkPlace[] OfHeir(int pack)
    {
        if (!_ofHeirs.TryGetValue(pack, out ChunkPlace[]? places))
            _ofHeirs[pack] = places = [.. Blocks(pack).Blocks.SelectMany(b => b.Block.Columns)
                .Where(p => p.IsOwn).DistinctBy(p => p.Hash)];
        return places;
    }

    /// <summary>None of a pack that cannot be read: it stays as it is, and who reads it is told.</summary>
    private (byte[] Bytes, List<(PackBlock Block, PackSegment[] Segments)> Blocks) Blocks(int pack)
    {
        string key = catalog.KeyOf(pack);
        try
        {
            byte[] bytes = store.Load(key);
            return (bytes, PackReader.Blocks(bytes, key).Blocks);
        }
        catch (TauricException e) when (e is DataException or ResourceException)
        {
            return ([], []);
        }
    }
}
