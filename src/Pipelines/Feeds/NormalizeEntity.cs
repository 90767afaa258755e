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
            yield return new Partition(entity, reads, new Scope(FeedRegistry.IsByTicker(keys[0].Source) ? entity : null));
        }
    }

    public override void Run(Work work)
    {
        var settled = new Dictionary<object, Sourced<TItem>>();
        foreach ((PayloadKey payload, List<TItem> items) in Payloads.Read(work, _feeds, _ => true).OrderBy(read => read.Key.Date))
        {
            foreach (TItem item in items) Settle(work, settled, new Sourced<TItem>(item, payload));
        }

        IEnumerable<Sourced<TItem>> rows = settled.Values.OrderBy(row => row.Item.KnownAt).ThenBy(row => row.Item.EventTime)
            .ThenBy(row => row.RawRef, StringComparer.Ordinal).ThenBy(row => row.Item.ToString(), StringComparer.Ordinal);
        using var batch = new BatchBuilder(Output.Schema);
        foreach (Sourced<TItem> row in rows)
        {
            Append(batch, work.Key, row.Item);
            batch["raw_ref"].AppendText(row.RawRef);
            if (batch.Length == work.BatchRowsMax) work.Write(batch.Build());
        }

        if (batch.Length > 0) work.Write(batch.Build());
    }

    /// <summary>What there can be one of. By default an item differs from every other by its content.</summary>
    protected virtual object Identity(TItem item) => item;

    /// <summary>When an item becomes known that contradicts what an earlier payload said: replaces it by default.</summary>
    protected virtual TItem? Vintage(TItem earlier, TItem next, PayloadKey payload) => null;

    /// <summary>Appends a row but for its <c>raw_ref</c>.</summary>
    protected abstract void Append(BatchBuilder rows, string entity, TItem item);

    private void Settle(Work work, Dictionary<object, Sourced<TItem>> settled, Sourced<TItem> next)
    {
        object identity = Identity(next.Item);
        if (settled.TryGetValue(identity, out Sourced<TItem> earlier))
        {
            if (earlier.Item.Equals(next.Item)) return;
            if (earlier.Payload == next.Payload) work.Reject("contradicted", earlier.RawRef, "the same payload says otherwise later");
        }

        settled[identity] = next;
    }
}
