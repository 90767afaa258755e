using System.Collections.Concurrent;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Caches;

/// <summary>A cache in this process: what expires is dropped when it is asked for, or when it is full.</summary>
/// <param name="entriesMax">When as many are there the first to expire goes; at least 1.</param>
public sealed class MemoryCache(TimeProvider clock, int entriesMax = 1024) : ICache
{
    private readonly Lock _writing = new();
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public byte[]? Get(string key)
    {
        if (!_entries.TryGetValue(key, out Entry? entry)) return null;
        if (clock.GetElapsedTime(entry.Set) < entry.Lifetime) return [.. entry.Value];
        _entries.TryRemove(new KeyValuePair<string, Entry>(key, entry));
        return null;
    }

    public void Set(string key, ReadOnlySpan<byte> value, TimeSpan lifetime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        var entry = new Entry(value.ToArray(), clock.GetTimestamp(), lifetime);
        lock (_writing)
        {
            if (!_entries.ContainsKey(key) && _entries.Count >= entriesMax) DropFirst();
            _entries[key] = entry;
        }
    }

    public void Remove(string key) => _entries.TryRemove(key, out _);

    private void DropFirst()
    {
        if (_entries.IsEmpty) return;
        _entries.TryRemove(_entries.MinBy(e => e.Value.Lifetime - clock.GetElapsedTime(e.Value.Set)).Key, out _);
    }

    /// <param name="Set">Timestamp of the clock: a jump of the wall clock does not show.</param>
    private sealed record Entry(byte[] Value, long Set, TimeSpan Lifetime);
}
