using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Backups;

/// <summary>All files of a data root whose objects lie in another store, as one store.</summary>
/// <param name="isObject">Which keys are those of the other store.</param>
public sealed class RootFiles(IObjectStore objects, IObjectStore local, Func<string, bool> isObject) : IObjectStore
{
    public IStagedObject Stage(string key, ReadOnlySpan<byte> bytes) => Of(key).Stage(key, bytes);

    public IReadOnlyList<ObjectStat> Publish(IReadOnlyList<IStagedObject> staged)
    {
        var stats = new ObjectStat[staged.Count];
        foreach (var part in staged.Index().GroupBy(s => Of(s.Item.Key)))
            foreach ((int index, ObjectStat stat) in
                part.Select(p => p.Index).Zip(part.Key.Publish([.. part.Select(p => p.Item)])))
                stats[index] = stat;
        return stats;
    }

    public byte[] Load(string key) => Of(key).Load(key);

    public ObjectStat? Stat(string key) => Of(key).Stat(key);

    public IEnumerable<string> List(string prefix) =>
        objects.List(prefix).Where(isObject).Concat(local.List(prefix).Where(k => !isObject(k)))
            .Order(StringComparer.Ordinal);

    public void Delete(string key) => Of(key).Delete(key);

    private IObjectStore Of(string key) => isObject(key) ? objects : local;
}
