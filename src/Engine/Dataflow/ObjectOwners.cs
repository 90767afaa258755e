using System.Runtime.InteropServices;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Dataflow;

/// <summary>
/// Which partition each object belongs to: two that write one key would overwrite each other, run after run. Asked by
/// the thread that commits, and only of keys a partition did not have before, so an unchanged rerun never looks.
/// </summary>
/// <remarks>Keys are kept as 128 bits of their SHA-256: a run has hundreds of thousands.</remarks>
/// <param name="records">What is committed, without partitions that are no longer planned: theirs are free.</param>
internal sealed class ObjectOwners(IEnumerable<PartitionRecord> records)
{
    private Dictionary<(ulong, ulong), string>? _owners;   // Key to dataset/partition; made when it is first needed.

    private Dictionary<(ulong, ulong), string> Owners => _owners ??= Committed();

    public bool IsOwned(string key) => Owners.ContainsKey(HashOf(key));

    /// <summary>Gives a partition the keys it writes for the first time, and frees those it writes no more.</summary>
    /// <returns>Null, or what is wrong: the first key that belongs to another.</returns>
    public BugException? Settle(Computed computed)
    {
        foreach (string key in computed.Removed) Owners.Remove(HashOf(key));
        string name = computed.Node.Name;
        foreach (string key in computed.Keys.Where(key => computed.Before(key) is null))
        {
            ref string? owner = ref CollectionsMarshal.GetValueRefOrAddDefault(Owners, HashOf(key), out bool isTaken);
            if (isTaken) return new BugException(
                $"{key} is written by {owner} and by {name}. The paths of their datasets must tell the "
                + "partitions apart.");
            owner = name;
        }

        return null;
    }

    private static (ulong, ulong) HashOf(string key)
    {
        Hash256 hash = Hash256.Of(MemoryMarshal.AsBytes(key.AsSpan()));
        return (hash.First, hash.Second);
    }

    private Dictionary<(ulong, ulong), string> Committed()
    {
        var owners = new Dictionary<(ulong, ulong), string>();
        foreach (PartitionRecord record in records)
        {
            string name = $"{record.Dataset}/{record.Key}";
            foreach (ObjectRecord o in record.Objects) owners[HashOf(o.Key)] = name;
        }

        return owners;
    }
}
