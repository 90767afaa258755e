using System.Runtime.ExceptionServices;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Dataflow;

/// <summary>
/// Rows of committed partitions, read back once and kept while the byte budget lasts; the least recently used go first.
/// </summary>
/// <param name="bytesMin">Left to it when all else has taken its part.</param>
/// <param name="workers">Objects of one partition are read by at most.</param>
internal sealed class PartitionCache(
    IObjectStore store, IReadOnlyDictionary<string, IFormat> formats, long bytesMax, long bytesMin,
    int workers) : IDisposable
{
    private readonly Dictionary<string, IFormat> _formats =
        formats.ToDictionary(f => f.Key, f => f.Value.Within(store), StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly ParallelOptions _parallel =
        new() { MaxDegreeOfParallelism = workers, TaskScheduler = TaskScheduler.Default };
    private readonly Dictionary<(string, string), LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = new();
    private long _bytes;
    private long _unstoredBytes;
    private long _taken;

    private long BytesMax => Math.Max(bytesMin, bytesMax - _taken);

    /// <summary>Rows that are in no store hold more than the budget: no more of them should be made.</summary>
    public bool IsFull
    {
        get
        {
            lock (_lock) return _unstoredBytes > BytesMax;
        }
    }

    /// <summary>The rows of a partition. The caller disposes.</summary>
    public RecordBatch Rent(Dataset dataset, PartitionRecord record) => Rent(dataset, record, out _);

    /// <param name="parts">Of its objects that others may leave out.</param>
    public RecordBatch Rent(Dataset dataset, PartitionRecord record, out IReadOnlyList<IObjectParts> parts)
    {
        var id = (dataset.Name, record.Key);
        if (Find(id, record.Content, out parts) is { } kept) return kept;
        lock (record)   // Who wants the same rows waits for the first.
        {
            if (Find(id, record.Content, out parts) is { } read) return read;
            (RecordBatch rows, parts) = ReadBack(dataset, record);
            Put(dataset, record, rows, parts);
            return rows;
        }
    }

    /// <summary>Offers rows just computed. Borrowed.</summary>
    /// <param name="parts">Of its objects.</param>
    /// <param name="isStored">False in a plan, for rows of which the store has others: these are never let go.</param>
    public void Put(Dataset dataset, PartitionRecord record, RecordBatch rows, IReadOnlyList<IObjectParts> parts,
        bool isStored = true)
    {
        var id = (dataset.Name, record.Key);
        long bytes = rows.Bytes + parts.Sum(p => p.Bytes);
        lock (_lock)
        {
            if (_entries.TryGetValue(id, out LinkedListNode<Entry>? old)) Drop(old);
            _entries.Add(id, _byUse.AddFirst(new Entry(id, record.Content, rows.Retain(), parts, bytes, isStored)));
            _bytes += bytes;
            if (!isStored) _unstoredBytes += bytes;
            Trim();
        }
    }

    /// <summary>Rows give way to what else is held from now on, so that both together stay within the budget.</summary>
    /// <param name="bytes">More than before; negative when less.</param>
    public void GiveWay(long bytes)
    {
        lock (_lock)
        {
            _taken += bytes;
            Trim();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (Entry entry in _byUse) entry.Rows.Dispose();
            _byUse.Clear();
            _entries.Clear();
        }
    }

    private RecordBatch? Find((string, string) id, Hash256 content, out IReadOnlyList<IObjectParts> parts)
    {
        parts = [];
        lock (_lock)
        {
            if (!_entries.TryGetValue(id, out LinkedListNode<Entry>? found) || found.Value.Content != content)
                return null;
            _byUse.Remove(found);
            _byUse.AddFirst(found);
            parts = found.Value.Parts;
            return found.Value.Rows.Retain();
        }
    }

    private void Trim()
    {
        for (LinkedListNode<Entry>? last = _byUse.Last; _bytes > BytesMax && last is not null;)
        {
            LinkedListNode<Entry> looked = last;
            last = last.Previous;
            if (looked.Value.IsStored) Drop(looked);
        }
    }

    private void Drop(LinkedListNode<Entry> node)
    {
        _entries.Remove(node.Value.Id);
        _byUse.Remove(node);
        _bytes -= node.Value.Bytes;
        if (!node.Value.IsStored) _unstoredBytes -= node.Value.Bytes;
        node.Value.Rows.Dispose();
    }

    private (RecordBatch Rows, IReadOnlyList<IObjectParts> Parts) ReadBack(Dataset dataset, PartitionRecord record)
    {
        IFormat format = _formats[dataset.Format];
        ObjectRecord[] objects = [.. record.Objects.Where(o => !o.IsReject)];
        var read = new RecordBatch?[objects.Length];
        var parts = new IObjectParts?[objects.Length];
        try
        {
            Parallel.For(0, read.Length, _parallel, i =>
            {
                byte[] bytes = store.Load(objects[i].Key);
                if (Hash256.Of(bytes) != objects[i].Sha256) throw new DataException(
                    $"'{objects[i].Key}' is not what was recorded: 'tauric verify' marks it, the next run repairs it.");
                read[i] = format.Read(dataset.Schema, bytes, objects[i].Key);
                parts[i] = format.PartsOf(bytes, objects[i].Key);
            });
            return (Concatenation.Of(dataset.Schema, read!), [.. parts.OfType<IObjectParts>()]);
        }
        catch (AggregateException e) when (e.InnerException is { } first)
        {
            ExceptionDispatchInfo.Throw(first);   // As if one after the other had been read.
            throw;
        }
        finally
        {
            foreach (RecordBatch? rows in read) rows?.Dispose();
        }
    }

    private sealed record Entry((string, string) Id, Hash256 Content, RecordBatch Rows,
        IReadOnlyList<IObjectParts> Parts, long Bytes, bool IsStored);
}
