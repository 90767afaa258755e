using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Feeds;

/// <summary>An item and the payload it came from.</summary>
internal sealed record Sourced<TItem>(TItem Item, PayloadKey Payload)
    where TItem : FeedItem
{
    /// <summary>Stays the same when the payload gains or loses other items.</summary>
    public string RawRef => $"{Payload}#{Item.Id}";
}

/// <summary>What steps that read payloads share.</summary>
internal static class Payloads
{
    /// <summary>The payload keys of some feeds, ordinal order.</summary>
    public static IEnumerable<PayloadKey> Of<TFeed>(IPartitionKeys upstream, IReadOnlyDictionary<string, TFeed> feeds)
    {
        foreach (string text in upstream.Of(Canonical.Raw))
        {
            string source = text[..Math.Max(text.IndexOf('/'), 0)];   // Most are of other feeds.
            if (feeds.ContainsKey(source) && PayloadKey.TryParse(text, out PayloadKey? key)) yield return key;
        }
    }

    /// <summary>
    /// Reads the payloads of a partition; what <paramref name="counts"/> a payload here is refused here.
    /// </summary>
    public static IEnumerable<(PayloadKey Key, List<TItem> Items)> Read<TItem>(
        Work work, IReadOnlyDictionary<string, Feed<TItem>> feeds, Func<PayloadKey, bool> counts)
        where TItem : FeedItem
    {
        foreach (ReadRows rows in work.Rows(Canonical.Raw))
        {
            work.Cancelled.ThrowIfCancellationRequested();
            var key = PayloadKey.Parse(rows.Read.Key);
            FeedItems<TItem> items = Payload.Of(rows, key).Read(feeds[key.Source]);
            if (counts(key)) Refuse(work, key, items.Refused);
            yield return (key, items.Read);
        }
    }

    private static void Refuse(Work work, PayloadKey key, List<(int Index, string Reason, string Detail)> refused)
    {
        foreach ((int index, string reason, string detail) in refused)
            work.Reject(reason, index < 0 ? key.ToString() : $"{key}#{index}", detail);
    }
}
