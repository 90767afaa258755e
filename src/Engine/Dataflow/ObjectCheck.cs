using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Dataflow;

/// <param name="key">UTF-8.</param>
public delegate ObjectStat? StatOf(ReadOnlySpan<byte> key);

/// <summary>Whether the store still holds what a record says.</summary>
public static class ObjectCheck
{
    /// <summary>
    /// Key of the first object that is gone or was rewritten since the commit, told by its stat; null when none is.
    /// </summary>
    public static string? Missing(IObjectStore store, PartitionRecord record) => Missing(store.Stat, record);

    private static string? Missing(StatOf statOf, PartitionRecord record)
    {
        foreach (EncodedObject o in record.Objects.InPlace)
        {
            if (o.Tag.IsNone || statOf(o.Key) is not { } stat || stat.Bytes != o.Bytes
                || stat.Tag != o.Tag) return o.Decode().Key;
        }

        return null;
    }

    /// <summary>
    /// The record when the store still holds its objects, null when it does not. An object whose stat differs is
    /// hashed: a data root that was copied or touched is recognised, and its new tags are in the result.
    /// </summary>
    /// <param name="statOf">The store's stats, maybe asked for all at once.</param>
    public static PartitionRecord? Refresh(IObjectStore store, StatOf statOf, PartitionRecord record)
    {
        if (Missing(statOf, record) is null) return record;
        var objects = new List<ObjectRecord>(record.Objects.Count);
        foreach (EncodedObject o in record.Objects.InPlace)
        {
            if (statOf(o.Key) is not { } stat || stat.Bytes != o.Bytes) return null;
            ObjectRecord found = o.Decode();
            if (stat.Tag != found.Tag && !Holds(store, found)) return null;
            objects.Add(found with { Tag = stat.Tag });
        }

        return record with { Objects = [.. objects] };
    }

    /// <summary>Objects whose bytes are not those recorded, told by reading and hashing all of them.</summary>
    public static IReadOnlyList<DamagedObject> Damaged(IObjectStore store, PartitionRecord record)
    {
        var damaged = new List<DamagedObject>();
        foreach (ObjectRecord o in record.Objects)
        {
            if (store.Stat(o.Key) is null) damaged.Add(new DamagedObject(o.Key, "missing"));
            else if (!Holds(store, o)) damaged.Add(new DamagedObject(o.Key, "changed"));
        }

        return damaged;
    }

    private static bool Holds(IObjectStore store, ObjectRecord o)
    {
        try
        {
            return Hash256.Of(store.Load(o.Key)) == o.Sha256;
        }
        catch (DataException)
        {
            return false;   // The store itself knows that it lost what was put.
        }
    }
}

/// <param name="What"><c>missing</c> or <c>changed</c>.</param>
public sealed record DamagedObject(string Key, string What);
