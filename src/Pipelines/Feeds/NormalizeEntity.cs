using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Feeds;

/// <summary>
/// All items of one entity from all payloads of its feeds: what repeats is dropped, what a later payload restates is
/// replaced, rows are sorted by when they became known.
/// </summary>
public abstract class NormalizeEntity<TItem> : Step
    where TItem : FeedItem
{
    private readonly IReadOnlyDictionary<string, Feed<TItem>> _feeds = FeedRegistry.Of<TItem>();

    public override string Name => "normalize_dedupe";

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        var entities = new SortedDictionary<string, List<PayloadKey>>(StringComparer.Ordinal);
        foreach (PayloadKey key in Payloads.Of(upstream, _feeds))
        {
            if (!entities.TryGetValue(key.Entity, out List<PayloadKey>? keys)) entities.Add(key.Entity, keys = []);
            keys.Add(key);
        }

        foreach ((string entity, List<PayloadKey> keys) in entities)
        {
            Read[] reads = [.. keys.Select(key => new Read(Canonical.Raw, key.ToString()))];
            string? ticker = FeedRegistry.IsByTicker(keys[0].Source) ? entity : null;
            yield return new Partition(entity, reads, new Scope(ticker));
        }
    }

    public override void Run(Work work)
    {
        var settled = new Settled(this, work);
        foreach ((PayloadKey payload, List<TItem> items) in Payloads.Read(work, _feeds, _ => true)
            .OrderBy(read => read.Key.Date))
        {
            foreach (TItem item in items) settled.Add(new Sourced<TItem>(item, payload));
        }

        using var batch = new BatchBuilder(Output.Schema);
        foreach (Sourced<TItem> row in settled.Rows.Order(Comparer<Sourced<TItem>>.Create(Compare)))
        {
            Append(batch, work.Key, row.Item);
            batch["raw_ref"].AppendText(row.RawRef);
            if (batch.Length == work.BatchRowsMax) work.Write(batch.Build());
        }

        if (batch.Length > 0) work.Write(batch.Build());
    }

    /// <summary>As texts only where nothing else tells two rows apart.</summary>
    private static int Compare(Sourced<TItem> a, Sourced<TItem> b)
    {
        int order = (a.Item.KnownAt, a.Item.EventTime).CompareTo((b.Item.KnownAt, b.Item.EventTime));
        if (order == 0) order = string.CompareOrdinal(a.RawRef, b.RawRef);
        return order != 0 ? order : string.CompareOrdinal(a.Item.ToString(), b.Item.ToString());
    }

    /// <summary>What there can be one of. By default an item differs from every other by its content.</summary>
    protected virtual object Identity(TItem item) => item;

    /// <summary>
    /// What to do with an item that contradicts an earlier payload: null (the default) replaces the earlier one, the
    /// earlier one keeps it, anything else becomes a row beside it.
    /// </summary>
    protected virtual TItem? Vintage(TItem earlier, TItem next, PayloadKey payload) => null;

    /// <summary>Appends a row but for its <c>raw_ref</c>.</summary>
    protected abstract void Append(BatchBuilder rows, string entity, TItem item);

    /// <summary>Rows so far, and which of them stands for an identity.</summary>
    private sealed class Settled(NormalizeEntity<TItem> step, Work work)
    {
        private readonly Dictionary<object, int> _latest = [];

        public List<Sourced<TItem>> Rows { get; } = [];

        public void Add(Sourced<TItem> next)
        {
            object identity = step.Identity(next.Item);
            if (!_latest.TryGetValue(identity, out int at))
            {
                Append(identity, next);
                return;
            }

            Sourced<TItem> earlier = Rows[at];
            if (earlier.Item.Equals(next.Item)) return;
            TItem? vintage = step.Vintage(earlier.Item, next.Item, next.Payload);
            if (vintage is null) Replace(at, next);
            else if (!vintage.Equals(earlier.Item)) Append(identity, next with { Item = vintage });
        }

        private void Append(object identity, Sourced<TItem> row)
        {
            _latest[identity] = Rows.Count;
            Rows.Add(row);
        }

        private void Replace(int at, Sourced<TItem> next)
        {
            if (Rows[at].Payload == next.Payload)
                work.Reject("contradicted", Rows[at].RawRef, "the same payload says otherwise further on");
            Rows[at] = next;
        }
    }
}
