using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Topics;

/// <summary>The raw payloads that transcripts come from, by chunk.</summary>
internal static class TranscriptPayloads
{
    /// <summary>The chunks there are transcripts of, and the payloads of a source each has; by key.</summary>
    public static SortedDictionary<string, List<Read>> ByChunk(IPartitionKeys upstream, string source)
    {
        var chunks = new SortedDictionary<string, List<Read>>(StringComparer.Ordinal);
        foreach (PayloadKey key in Of(upstream, source))
        {
            if (!Chunk.TryParseEntity(key.Entity, out Chunk chunk)) continue;
            if (!chunks.TryGetValue(chunk.Key, out List<Read>? reads)) chunks.Add(chunk.Key, reads = []);
            reads.Add(new Read(Canonical.Raw, key.ToString()));
        }

        return chunks;
    }

    /// <summary>Tables are fetched whole: of each entity the last payload stands for those before.</summary>
    public static IEnumerable<Read> Latest(IPartitionKeys upstream, string source) => Of(upstream, source)
        .GroupBy(key => key.Entity, StringComparer.Ordinal)
        .Select(fetched => new Read(Canonical.Raw, $"{fetched.MaxBy(key => key.Date)}"));

    /// <summary>
    /// The items of a source in the order of the requests, each with the payload it came from. What cannot be read is
    /// refused.
    /// </summary>
    /// <param name="parquet">Reads those in Parquet; null: they are refused.</param>
    public static IEnumerable<Sourced<TItem>> Items<TItem>(
        Work work, string source, Feed<TItem> feed, ITableReader? parquet)
        where TItem : FeedItem
    {
        foreach (ReadRows rows in work.Rows(Canonical.Raw))
        {
            work.Cancelled.ThrowIfCancellationRequested();
            var key = PayloadKey.Parse(rows.Read.Key);
            if (key.Source != source) continue;
            FeedItems<TItem> items = Payload.Of(rows, key).Read(feed, payload => Text(payload, parquet));
            foreach ((int index, string reason, string detail) in items.Refused)
                work.Reject(reason, index < 0 ? $"{key}" : $"{key}#{index}", detail);
            foreach (TItem item in items.Read) yield return new Sourced<TItem>(item, key);
        }
    }

    private static ReadOnlyMemory<byte> Text(Payload payload, ITableReader? parquet)
    {
        if (payload.Key.Extension != "parquet") return LegacyText.AsUtf8(payload.Bytes);
        try
        {
            return parquet?.AsCsv(payload.Bytes, IngestRaw.PayloadBytesMax, $"{payload.Key}")
                ?? throw new RefusedException("not-csv", "nobody here reads Parquet");
        }
        catch (DataException e)
        {
            throw new RefusedException("malformed-parquet", e.Message);
        }
    }

    private static IEnumerable<PayloadKey> Of(IPartitionKeys upstream, string source)
    {
        foreach (string text in upstream.Of(Canonical.Raw))
            if (PayloadKey.TryParse(text, out PayloadKey? key) && key.Source == source) yield return key;
    }
}
