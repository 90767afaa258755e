using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Storage;

/// <summary>
/// Copies objects from one store to another and reads back what it copied. What is there with the same hash is left
/// alone, so that a sync that was stopped goes on where it was.
/// </summary>
public static class StoreSync
{
    private const int GroupKeysMax = 256;

    /// <param name="lanes">Objects looked at, read or written side by side.</param>
    /// <param name="progress">Told after each group what was done by then.</param>
    /// <exception cref="DataException">An object does not come back as it was put.</exception>
    public static SyncReport Copy(IObjectStore from, IObjectStore to, IEnumerable<string> keys, int lanes,
        Action<SyncReport>? progress = null, CancellationToken cancelled = default)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = lanes, CancellationToken = cancelled };
        var report = new SyncReport(0, 0, 0);
        foreach (string[] group in keys.Chunk(GroupKeysMax))
        {
            var copies = new (IStagedObject Object, Hash256 Hash, int Bytes)?[group.Length];
            try
            {
                Parallel.For(0, group.Length, parallel, i => copies[i] = Stage(from, to, group[i]));
                var changed = copies.OfType<(IStagedObject Object, Hash256 Hash, int Bytes)>().ToArray();
                to.Publish([.. changed.Select(c => c.Object)]);
                if (changed.AsParallel().WithDegreeOfParallelism(lanes).Select(c =>
                        Hash256.Of(to.Load(c.Object.Key)) == c.Hash ? null : c.Object.Key)
                    .FirstOrDefault(key => key is not null) is { } other)
                    throw new DataException($"'{other}' was copied and does not come back as it was: sync again.");
                report = new SyncReport(report.Copied + changed.Length, report.Bytes + changed.Sum(c => (long)c.Bytes),
                    report.Same + group.Length - changed.Length);
            }
            finally
            {
                foreach (var copy in copies) copy?.Object.Dispose();
            }

            progress?.Invoke(report);
        }

        return report;
    }

    /// <returns>Null when the other store has the same.</returns>
    private static (IStagedObject Object, Hash256 Hash, int Bytes)? Stage(
        IObjectStore from, IObjectStore to, string key)
    {
        Hash256 hash = from.HashOf(key);
        if (to.Stat(key) is { } there && there.Bytes == from.Stat(key)?.Bytes && to.HashOf(key) == hash) return null;
        byte[] bytes = from.Load(key);
        return (to.Stage(key, bytes), Hash256.Of(bytes), bytes.Length);
    }
}

/// <param name="Copied">Objects that were missing or different, <paramref name="Bytes"/> in all.</param>
/// <param name="Same">Objects left alone.</param>
public sealed record SyncReport(int Copied, long Bytes, int Same);
