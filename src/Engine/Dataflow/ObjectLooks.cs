using System.Text;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Dataflow;

/// <summary>
/// Compares what the store holds with what the catalog recorded, each object once: of the records that are asked for
/// at once and with all workers, of the others meanwhile, one after the other.
/// </summary>
internal sealed class ObjectLooks : IDisposable
{
    private readonly IReadOnlyList<PartitionRecord> _records;
    private readonly Dictionary<PartitionRecord, Look> _looks = new(ReferenceEqualityComparer.Instance);
    private readonly IObjectStore _store;
    private readonly Lazy<StatOf> _statOf;
    private readonly ParallelOptions _parallel;
    private readonly Task _meanwhile;
    private volatile bool _isEnough;

    /// <summary>Begins to look.</summary>
    public ObjectLooks(IReadOnlyList<PartitionRecord> records, IObjectStore store, int workers)
    {
        _records = records;
        foreach (PartitionRecord record in records) _looks.Add(record, new Look());
        _store = store;
        _statOf = new Lazy<StatOf>(() => store.StatAll() is { } all
            ? key => all.TryGetValue(Encoding.UTF8.GetString(key), out ObjectStat stat) ? stat : null
            : store.Stat);
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = workers };
        _meanwhile = Task.Run(() =>
        {
            for (int i = 0; i < records.Count && !_isEnough; i++) At(records[i]);
        });
    }

    /// <summary>Every record as it is in the store: itself, with other tags, or damaged.</summary>
    public IReadOnlyList<PartitionRecord> Found => [.. _records.Select(At)];

    /// <returns>Those that are not in the store as they were recorded, as they are.</returns>
    public IReadOnlyList<PartitionRecord> At(IReadOnlyList<PartitionRecord> records)
    {
        var found = new PartitionRecord[records.Count];
        Parallel.For(0, found.Length, _parallel, i =>
        {
            found[i] = At(records[i]);
            _looks[records[i]].IsAsked = true;
        });
        return [.. found.Where((now, i) => !ReferenceEquals(now, records[i]))];
    }

    /// <summary>All that were not asked for yet.</summary>
    /// <inheritdoc cref="At(IReadOnlyList{PartitionRecord})"/>
    public IReadOnlyList<PartitionRecord> Rest()
    {
        Dispose();
        return At([.. _records.Where(r => !_looks[r].IsAsked)]);
    }

    public void Dispose()
    {
        _isEnough = true;
        Task.WaitAny(_meanwhile);   // It throws nothing: where it failed, who asks fails too.
    }

    private PartitionRecord At(PartitionRecord record)
    {
        Look look = _looks[record];
        lock (look)
        {
            return look.Found ??= ObjectCheck.Refresh(_store, _statOf.Value, record)
                ?? record with { IsDamaged = true };
        }
    }

    private sealed class Look
    {
        public PartitionRecord? Found { get; set; }

        public bool IsAsked { get; set; }
    }
}
