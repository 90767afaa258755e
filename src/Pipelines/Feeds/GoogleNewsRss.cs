using System.Xml;

namespace Tauric.Pipelines.Feeds;

/// <summary>
/// <c>news.google.com/rss/search</c>, RSS 2.0, a month or less a payload. A title is "headline - publisher"; the
/// description only repeats it as a link, so there is no summary.
/// </summary>
[Feed("google_news")]
public sealed class GoogleNewsRss : NewsFeed
{
    // No document type: no entity bombs, nothing fetched.
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    public override int DaysBefore => 32;

    public override void Read(Payload payload, FeedItems<NewsItem> items)
    {
        using var bytes = new MemoryStream(payload.Bytes.ToArray(), writable: false);
        using XmlReader reader = XmlReader.Create(bytes, Settings);
        if (!reader.ReadToFollowing("rss") || !reader.ReadToDescendant("channel"))
            throw new RefusedException("unexpected-shape", "no rss/channel");
        int index = 0;
        bool found = reader.ReadToDescendant("item");
        while (found)
        {
            Dictionary<string, string> fields = Fields(reader);
            items.Add(index++, () => Story(fields));
            found = reader.ReadToNextSibling("item");
        }
    }

    /// <summary>
    /// Texts of an item's elements, the first of each name. Reads flat, so that depth costs no stack.
    /// </summary>
    private static Dictionary<string, string> Fields(XmlReader item)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        using XmlReader inside = item.ReadSubtree();
        string name = "";
        while (inside.Read())
        {
            if (inside.NodeType == XmlNodeType.Element && inside.Depth == 1) name = inside.Name;
            else if (inside.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && inside.Depth == 2)
                fields.TryAdd(name, inside.Value);
        }

        return fields;
    }

    private static NewsItem Story(Dictionary<string, string> fields)
    {
        foreach ((string name, string value) in fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            if (value.Length > JsonFields.TextBytesMax)
                throw new RefusedException("field-too-long",
                    $"{name}: {value.Length} letters, at most {JsonFields.TextBytesMax}");
        }

        string? publisher = PlainText.OneLine(fields.GetValueOrDefault("source", "")) is { Length: > 0 } source
            ? source : null;
        long published = FeedTime.FromRfc822(fields.GetValueOrDefault("pubDate"));
        (string headline, publisher) = Split(NewsItem.RequireHeadline(fields.GetValueOrDefault("title")), publisher);
        string? link = fields.GetValueOrDefault("link");
        string id = fields.GetValueOrDefault("guid") ?? link
            ?? throw new RefusedException("no-id", "neither guid nor link");
        string? url = link is null ? null : PlainText.OneLine(link);
        return new NewsItem(PlainText.OneLine(id), published, headline, null, publisher, url);
    }

    /// <summary>The publisher may hold dashes itself: when the item names it, exactly that is cut.</summary>
    private static (string Headline, string? Publisher) Split(string title, string? publisher)
    {
        int dash = publisher is not null && title.EndsWith(" - " + publisher, StringComparison.Ordinal)
            ? title.Length - publisher.Length - 3
            : publisher is null ? title.LastIndexOf(" - ", StringComparison.Ordinal) : -1;
        return dash <= 0 ? (title, publisher) : (title[..dash].TrimEnd(), publisher ?? title[(dash + 3)..]);
    }
}
