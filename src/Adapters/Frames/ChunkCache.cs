using Tauric.Engine.Columnar;

namespace Tauric.Adapters.Frames;

/// <summary>A column of a block of a pack; column −1 is the block's header.</summary>
internal readonly record struct ChunkKey(int Pack, long BlockAt, int Column);

/// <summary>
/// What was read last, up to a number of bytes: decoded columns and headers of blocks. What is least recently used goes
/// first. Columns that readers hold live on: they have references of their own.
/// </summary>
internal sealed class ChunkCache(long bytesMax) : IDisposable
{
    private const int HeaderBytesAColumn = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<ChunkKey, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = new();

    /// <summary>Bytes kept.</summary>
    public long Bytes { get; private set; }

    /// <summary>A column of its own for the caller; null when it is not here.</summary>
    public Column? Column(ChunkKey key)
    {
        lock (_gate) return (Find(key) as Column)?.Retain();
    }

    public PackBlock? Block(ChunkKey key)
    {
        lock (_gate) return Find(key) as PackBlock;
    }

    /// <summary>The column stays the caller's.</summary>
    public void Add(ChunkKey key, Column column)
    {
        lock (_gate) Add(key, column.Retain(), BytesOf(column) + HeaderBytesAColumn);
    }

    public void Add(ChunkKey key, PackBlock block)
    {
        lock (_gate) Add(key, block, (long)block.Columns.Length * HeaderBytesAColumn);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            while (_byUse.Last is { } last) Drop(last);
        }
    }

    private static long BytesOf(Column column) => column.Buffers.Sum(b => b?.Length ?? 0)
        + column.Children.Sum(BytesOf) + (column.Dictionary is { } dictionary ? BytesOf(dictionary) : 0);

    private object? Find(ChunkKey key)
    {
        if (!_entries.TryGetValue(key, out LinkedListNode<Entry>? node)) return null;
        _byUse.Remove(node);
        _byUse.AddFirst(node);
        return node.Value.Value;
    }

    private void Add(ChunkKey key, object value, long bytes)
    {
        if (_entries.TryGetValue(key, out LinkedListNode<Entry>? there)) Drop(there);
        _entries.Add(key, _byUse.AddFirst(new Entry(key, value, bytes)));
        Bytes += bytes;
        while (Bytes > bytesMax && _byUse.Last is { } last) Drop(last);
    }

    private void Drop(LinkedListNode<Entry> node)
    {
        _entries.Remove(node.Value.Key);
        _byUse.Remove(node);
        Bytes -= node.Value.Bytes;
        (node.Value.Value as IDisposable)?.Dispose();
    }

    private sealed record Entry(ChunkKey Key, object Value, long Bytes);
}
