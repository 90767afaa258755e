using Tauric.Adapters.Catalog;
using Tauric.Engine;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Frames;

/// <summary>
/// What packs of pipelines refer to. Versions find such columns by their hash, wherever they move; who reads packs
/// finds them by the name of the partition that holds them, so a pack of the past stays as long as one of now needs it.
/// </summary>
/// <param name="live">Packs with live rows.</param>
internal sealed class PackReferences(IObjectStore store, FrameCatalog catalog, IReadOnlyDictionary<int, bool> live)
{
    private readonly List<(string Key, int Id, Dictionary<UInt128, string> Holders)> _added = [];

    /// <summary>Adds the references of a pack, unless they are known since it was adopted before.</summary>
    /// <param name="holders">As its directory has them.</param>
    public void Add(string key, int id, Dictionary<UInt128, string> holders)
    {
        if (holders.Count > 0 && !live.ContainsKey(id)) _added.Add((key, id, holders));
    }

    /// <summary>Takes note of where the columns are. A holder is read once, however many refer to it.</summary>
    /// <param name="idOf">Number of a pack in the draft, by its key.</param>
    /// <exception cref="DataException">One is nowhere any more.</exception>
    public void Keep(FrameDraft draft, Func<string, int> idOf)
    {
        foreach ((_, int id, Dictionary<UInt128, string> holders) in _added)
        {
            draft.Uses.AddRange(holders.Keys.Select(hash => (hash, id)));
            draft.References.AddRange(holders.Select(held => (held.Key, id, held.Value)));
        }

        var columns = new ColumnHolders(store);
        HashSet<UInt128> placed = [.. catalog.Find([.. _added.SelectMany(a => a.Holders.Keys).Distinct()]).Keys];
        var wanted = from added in _added
                     from held in added.Holders
                     where !placed.Contains(held.Key)
                     group (Hash: held.Key, By: added.Key) by held.Value;
        foreach (var holder in wanted)
        {
            UInt128[] hashes = [.. holder.Select(h => h.Hash).Where(placed.Add)];
            foreach (HeldColumn column in columns.Find(holder.Key, hashes, holder.First().By))
                draft.Chunks.Add((column.Hash, idOf(column.Key), column.At));
        }
    }

    /// <summary>
    /// Packs of the past that those of now find columns in: a run of some days replaced them and did not compute again
    /// what was made of them, and the packs in their place have not the columns any more.
    /// </summary>
    public HashSet<int> Held()
    {
        ILookup<string, UInt128> wanted = catalog.References();
        var byName = catalog.Keys.Where(key => PackName.Of(key) is { } name && wanted.Contains(name))
            .Select(key => (Key: key, Id: catalog.PackOf(key)!.Value)).GroupBy(p => PackName.Of(p.Key)!);
        return [.. from packs in byName
                   where packs.Any(p => !live.ContainsKey(p.Id))
                       && Lack(packs.Where(p => live.ContainsKey(p.Id)).Select(p => p.Key), [.. wanted[packs.Key]])
                   from pack in packs
                   select pack.Id];
    }

    /// <summary>Have these packs not all of the columns? So it is taken to be where one cannot be read.</summary>
    private bool Lack(IEnumerable<string> packs, HashSet<UInt128> wanted)
    {
        try
        {
            foreach (string key in packs) ColumnHolders.In(store, key, wanted);
            return wanted.Count > 0;
        }
        catch (TauricException e) when (e is DataException or ResourceException)
        {
            return true;
        }
    }
}
