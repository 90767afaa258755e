using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Dataflow;

/// <summary>
/// Partitions that must be computed, by this process or another one of the same run: each is computed by whoever
/// leases it first. A process prefers its share of the entities and then helps with the others'.
/// </summary>
internal sealed class SharedWork(ISharedCatalog catalog, Shard shard)
{
    private const int AskedAtOnce = 64;

    /// <summary>Between two looks at what others hold.</summary>
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(250);

    private readonly Queue<(Node Node, Hash256 Fingerprint)> _own = new(), _others = new();
    private long _looked;

    public bool IsEmpty => _own.Count + _others.Count == 0;

    /// <param name="fingerprint">What its record says once it was computed from what it reads now.</param>
    public void Add(Node node, Hash256 fingerprint) => (IsOwn(node) ? _own : _others).Enqueue((node, fingerprint));

    /// <summary>Goes through what is wanted until nothing is left or there is enough to do.</summary>
    /// <param name="room">Partitions this process can take.</param>
    /// <param name="take">Leased: to be computed here.</param>
    /// <param name="settle">Committed by another process.</param>
    public void Advance(int room, TimeProvider clock, Action<Node> take, Action<Node, PartitionRecord> settle)
    {
        if (_looked != 0 && clock.GetElapsedTime(_looked) < s_interval) return;
        room = Advance(_own, room, take, settle);
        room = Advance(_others, room, take, settle);
        _looked = room > 0 ? clock.GetTimestamp() : 0;
    }

    /// <returns>The room that is left.</returns>
    private int Advance(Queue<(Node Node, Hash256 Fingerprint)> wanted, int room, Action<Node> take,
        Action<Node, PartitionRecord> settle)
    {
        for (int left = wanted.Count; left > 0 && room > 0;)
        {
            PartitionId[] asked = [.. wanted.Take(Math.Min(left, AskedAtOnce)).Select(w => IdOf(w.Node))];
            IReadOnlyList<int> leased = catalog.Lease(asked, room);
            // Looked at after leasing: what was committed before is seen, so nothing is computed twice.
            Dictionary<PartitionId, PartitionRecord> found =
                catalog.Find(asked).ToDictionary(r => new PartitionId(r.Dataset, r.Key));
            int seen = leased.Count == room ? leased[^1] + 1 : asked.Length;   // Beyond it some may be free.
            var done = new List<PartitionId>();
            for (int i = 0; i < seen; i++)
            {
                (Node node, Hash256 fingerprint) = wanted.Dequeue();
                bool isMine = leased.Contains(i);
                bool isThere = found.TryGetValue(asked[i], out PartitionRecord? record)
                    && record.Fingerprint == fingerprint;
                if (isThere) settle(node, record!);
                else if (isMine) take(node);
                else wanted.Enqueue((node, fingerprint));
                if (isMine && isThere) done.Add(asked[i]);
                else if (isMine) room--;
            }

            if (done.Count > 0) catalog.Release(done);
            left -= seen;
        }

        return room;
    }

    /// <summary>Waits until it is worth looking again.</summary>
    public static void Wait(CancellationToken stopped) => stopped.WaitHandle.WaitOne(s_interval);

    public void Release(IEnumerable<Node> nodes) => catalog.Release([.. nodes.Select(IdOf)]);

    private static PartitionId IdOf(Node node) => new(node.Step!.Output.Name, node.Partition.Key);

    private bool IsOwn(Node node)
    {
        Hash256 hash = new Fold().Add(node.Partition.Scope.Entity ?? node.Partition.Key).Finish();
        return hash.Fourth % (uint)shard.Count == (uint)shard.Index;
    }
}
