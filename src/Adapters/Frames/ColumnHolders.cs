using Tauric.Engine;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Frames;

/// <summary>
/// Finds columns that packs refer to, among the packs of the partitions that hold them. A partition has more than one
/// while a pack that was replaced is still referred to: the hash says which is meant, and never gives another.
/// </summary>
/// <remarks>
/// What it remembers cannot go stale: columns by their hash (those of symbols and times are the same in many packs),
/// and what lies in a folder until something is missing there.
/// </remarks>
internal sealed class ColumnHolders(IObjectStore store)
{
    private const long RememberedBytesMax = 16 << 20;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ILookup<string, string>> _folders = new(StringComparer.Ordinal);
    private readonly Dictionary<UInt128, byte[]> _columns = [];
    private long _bytes;

    /// <summary>The bytes of columns of a pack that are in others.</summary>
    /// <param name="holders">Hashes, and the name of the partition that holds each.</param>
    /// <param name="where">Key of the pack that refers to them.</param>
    /// <exception cref="DataException">One is nowhere any more.</exception>
    public Dictionary<UInt128, byte[]> Load(IReadOnlyDictionary<UInt128, string> holders, string where)
    {
        var found = new Dictionary<UInt128, byte[]>(holders.Count);
        lock (_gate)
        {
            foreach (UInt128 hash in holders.Keys)
                if (_columns.TryGetValue(hash, out byte[]? known)) found.Add(hash, known);
        }

        var wanted = holders.Where(h => !found.ContainsKey(h.Key)).ToLookup(h => h.Value, h => h.Key);
        foreach (IGrouping<string, UInt128> held in wanted)
        {
            foreach (HeldColumn column in Find(held.Key, [.. held], where))
            {
                byte[] bytes = column.Bytes.ToArray();
                Remember(column.Hash, bytes);
                found.Add(column.Hash, bytes);
            }
        }

        return found;
    }

    /// <summary>Columns of a partition's packs.</summary>
    /// <param name="where">Key of a pack that refers to them.</param>
    /// <exception cref="DataException">One is nowhere any more.</exception>
    public List<HeldColumn> Find(string holder, IReadOnlyCollection<UInt128> columns, string where)
    {
        var wanted = columns.ToHashSet();
        var found = new List<HeldColumn>(wanted.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        DataException? damage = null;
        foreach (bool isNew in (ReadOnlySpan<bool>)[false, true])
        {
            foreach (string key in wanted.Count > 0 ? Packs(holder, isNew).Where(seen.Add) : [])
            {
                try
                {
                    found.AddRange(In(store, key, wanted));
                }
                catch (DataException e)
                {
                    damage = e;   // Another pack may have what is wanted.
                }
                catch (ResourceException) when (store.Stat(key) is null)
                {
                    // It was replaced since the folder was looked at.
                }
            }
        }

        return wanted.Count == 0 ? found : throw new DataException(
            $"'{where}' has columns that '{holder}' holds, and no pack of that has {wanted.Count} of them as they "
            + $"were: {damage?.Message ?? "it is missing."} tauric verify finds what is damaged, the next run makes it "
            + "again.", damage);
    }

    /// <summary>Columns that a pack has itself.</summary>
    /// <param name="wanted">Less those that are found.</param>
    public static List<HeldColumn> In(IObjectStore store, string key, HashSet<UInt128> wanted)
    {
        var found = new List<HeldColumn>();
        byte[] pack = store.Load(key);
        foreach ((PackBlock block, _) in PackReader.Blocks(pack, key).Blocks)
        {
            foreach (ChunkPlace place in block.Columns)
            {
                if (!place.IsOwn || !wanted.Contains(place.Hash)) continue;
                ReadOnlyMemory<byte> bytes = pack.AsMemory((int)place.At, place.Bytes);
                if (ContentHash.Of(bytes.Span) != place.Hash) throw new DataException(
                    $"'{key}' is damaged at byte {place.At}: a column is not as it was written.");
                wanted.Remove(place.Hash);
                found.Add(new HeldColumn(place.Hash, key, place.At, bytes));
            }
        }

        return found;
    }

    /// <summary>Keys of all packs of a partition.</summary>
    private IEnumerable<string> Packs(string name, bool isNew)
    {
        string folder = PackName.FolderOf(name);
        lock (_gate)
        {
            if (!isNew && _folders.TryGetValue(folder, out ILookup<string, string>? known)) return known[name];
        }

        ILookup<string, string> listed = store.List(folder)
            .Where(key => PackName.Of(key) is not null).ToLookup(key => PackName.Of(key)!, StringComparer.Ordinal);
        lock (_gate) _folders[folder] = listed;
        return listed[name];
    }

    private void Remember(UInt128 hash, byte[] bytes)
    {
        lock (_gate)
        {
            if (_bytes + bytes.Length > RememberedBytesMax)
            {
                _columns.Clear();
                _bytes = 0;
            }

            if (_columns.TryAdd(hash, bytes)) _bytes += bytes.Length;
        }
    }
}

/// <summary>A column in the pack that has it.</summary>
/// <param name="Key">Of that pack.</param>
internal readonly record struct HeldColumn(UInt128 Hash, string Key, long At, ReadOnlyMemory<byte> Bytes);
