using System.Text.Json;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Feeds;

/// <summary>A story and the symbols it names. Text is plain and on one line.</summary>
/// <param name="Symbols">Distinct, ordinal order, joined by commas: so that equal stories compare equal.</param>
public sealed record MarketStory(
    string Id, long KnownAt, string Headline, string? Summary, string? Publisher, string Symbols)
    : FeedItem(Id, KnownAt, KnownAt);

/// <summary>
/// <c>GET /v2/reference/news</c>: stories of all symbols. <c>published_utc</c> is ISO 8601 with a <c>Z</c>.
/// </summary>
[Feed("polygon_news", ByTicker = false)]
public sealed class PolygonNews : Feed<MarketStory>
{
    private const int SymbolsMax = 100;

    public override void Read(Payload payload, FeedItems<MarketStory> items)
    {
        using JsonDocument json = JsonDocument.Parse(payload.Bytes);
        Polygon.RequireAnswer(json.RootElement);
        int index = 0;
        if (json.RootElement.Field("results") is null) return;
        foreach (JsonElement story in json.RootElement.List("results").EnumerateArray())
            items.Add(index++, () => Story(story));
    }

    private static MarketStory Story(JsonElement story) => new(
        story.Id("id") is { Length: > 0 } id ? id : throw new RefusedException("no-id", "id"),
        FeedTime.FromIso(story.Text("published_utc")),
        NewsItem.RequireHeadline(story.Text("title")),
        PlainText.Of(story.Text("description")),
        story.Field("publisher") is { ValueKind: JsonValueKind.Object } of ? PlainText.Of(of.Text("name")) : null,
        Symbols(story));

    private static string Symbols(JsonElement story)
    {
        var symbols = new SortedSet<string>(StringComparer.Ordinal);
        foreach (JsonElement symbol in story.List("tickers").EnumerateArray())
        {
            if (symbol.ValueKind != JsonValueKind.String || !PayloadKey.IsEntity(symbol.GetString()!))
                throw new RefusedException("bad-symbol", "tickers");
            symbols.Add(symbol.GetString()!);
        }

        return symbols.Count is > 0 and <= SymbolsMax
            ? string.Join(',', symbols)
            : throw new RefusedException("no-symbols", $"{symbols.Count} tickers");
    }
}
