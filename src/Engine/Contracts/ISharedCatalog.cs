using Tauric.Engine.Datasets;

namespace Tauric.Engine.Contracts;

/// <summary>
/// A catalog that several processes bring one data root up to date with. A partition is leased to one of them at a
/// time; the lease of one that died runs out and another takes the partition over. One that was only slow may still
/// commit: partitions are pure functions of their inputs, so it commits the same.
/// </summary>
public interface ISharedCatalog : ICatalog
{
    /// <summary>Leases to this process the first partitions that nobody else holds, until they are released.</summary>
    /// <param name="wanted">In the order of preference.</param>
    /// <param name="countMax">At most so many.</param>
    /// <returns>Indices into <paramref name="wanted"/>, ascending.</returns>
    IReadOnlyList<int> Lease(IReadOnlyList<PartitionId> wanted, int countMax);

    /// <summary>Gives leases back, committed or not.</summary>
    void Release(IReadOnlyList<PartitionId> leased);

    /// <summary>Records of those partitions that have one, as committed by whoever did.</summary>
    IReadOnlyList<PartitionRecord> Find(IReadOnlyList<PartitionId> partitions);
}

/// <summary>A partition of a dataset.</summary>
public readonly record struct PartitionId(string Dataset, string Key);

/// <summary>Which of the processes that share a run this is.</summary>
/// <param name="Index">From 0, under <paramref name="Count"/>.</param>
public readonly record struct Shard(int Index, int Count);
