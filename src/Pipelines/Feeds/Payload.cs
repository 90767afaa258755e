using System.Text.Json;
using System.Text.Unicode;
using System.Xml;
using CsvHelper;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Feeds;

/// <summary>One payload as received.</summary>
public sealed record Payload(PayloadKey Key, ReadOnlyMemory<byte> Bytes)
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Copies a payload out of the columns. It must be UTF-8; a byte order mark is dropped.</summary>
    public static Payload Of(ReadRows rows, PayloadKey key)
    {
        ReadOnlySpan<byte> bytes = rows.Rows.Length == 0 ? [] : rows.Rows["payload"].Bytes(0);
        if (bytes.StartsWith(ByteOrderMark)) bytes = bytes[ByteOrderMark.Length..];
        return new Payload(key, bytes.ToArray());
    }

    /// <summary>Reads a payload; one that is not of the feed's format is refused whole, as item −1.</summary>
    /// <param name="decode">Makes text of it first; a <see cref="RefusedException"/> where that cannot be.</param>
    public FeedItems<TItem> Read<TItem>(Feed<TItem> feed, Func<Payload, ReadOnlyMemory<byte>>? decode = null)
        where TItem : FeedItem
    {
        var items = new FeedItems<TItem>();
        if (Bytes.IsEmpty) return items;   // Already refused when it was taken in.
        RefusedException? why = WhyUnreadable(() =>
        {
            Payload text = decode is null ? this : this with { Bytes = decode(this) };
            if (!Utf8.IsValid(text.Bytes.Span))
                throw new RefusedException("invalid-utf8", $"byte {text.FirstInvalid()}");
            feed.Read(text, items);
        });
        if (why is null) return items;
        items = new FeedItems<TItem>();
        items.Refused.Add((-1, why.Reason, why.Message));
        return items;
    }

    /// <summary>Why reading it failed, as a refusal of the whole; null when it did not.</summary>
    internal static RefusedException? WhyUnreadable(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (RefusedException refused)
        {
            return refused;
        }
        catch (JsonException malformed)
        {
            return new("malformed-json", $"line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1}");
        }
        catch (XmlException malformed)
        {
            return new("malformed-xml", $"line {malformed.LineNumber}, column {malformed.LinePosition}");
        }
        catch (CsvFormatException malformed)
        {
            return new("malformed-csv", $"line {malformed.LineNumber}, byte {malformed.ByteOffset}");
        }
    }

    private int FirstInvalid()
    {
        ReadOnlySpan<byte> rest = Bytes.Span;
        while (System.Text.Rune.DecodeFromUtf8(rest, out _, out int used) == System.Buffers.OperationStatus.Done)
            rest = rest[used..];
        return Bytes.Length - rest.Length;
    }
}
