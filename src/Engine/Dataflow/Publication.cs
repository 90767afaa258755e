using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Dataflow;

/// <summary>From staged objects to records that name what was published.</summary>
internal static class Publication
{
    /// <summary>Makes the objects durable and visible.</summary>
    /// <returns>The store's tag of each, by key.</returns>
    public static Dictionary<string, ObjectTag> PublishTagged(this IObjectStore store,
        IReadOnlyList<IStagedObject> staged)
    {
        IReadOnlyList<ObjectStat> stats = store.Publish(staged);
        var tags = new Dictionary<string, ObjectTag>(staged.Count, StringComparer.Ordinal);
        for (int i = 0; i < staged.Count; i++) tags.Add(staged[i].Key, stats[i].Tag);
        return tags;
    }

    /// <summary>The record with the tags of those of its objects that were published.</summary>
    public static PartitionRecord Tagged(this PartitionRecord record, IReadOnlyDictionary<string, ObjectTag> tags) =>
        record with
        {
            Objects = [.. record.Objects.Select(o =>
                tags.TryGetValue(o.Key, out ObjectTag tag) ? o with { Tag = tag } : o)],
        };
}
