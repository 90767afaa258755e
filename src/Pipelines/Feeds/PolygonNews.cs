using System.Text.Json;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Feeds;

/// <summary>A story and the symbols it names. Text is plain and on one line.</summary>
/// <param name="Symbols">Distinct, ordinal order, joined by commas: so that equal stories compare equal.</param>
public sealed record MarketStory(
    string Id, long KnownAt, string Headline, string? Summary, string? Publisher, string Symbols)
    : FeedItem(Id, KnownAt, KnownAt)
{
    private const int SymbolsMax = 100;

    /// <summary>What <see cref="Symbols"/> says of symbols as they came; empty ones say nothing.</summary>
    /// <exception cref="RefusedException">One is no symbol, or there are none or too many.</exception>
    public static string SymbolsOf(IEnumerable<string> named)
    {
        var symbols = new SortedSet<string>(named.Where(s => s.Length > 0), StringComparer.Ordinal);
        if (symbols.FirstOrDefault(s => !PayloadKey.IsEntity(s)) is { } bad)
            throw new RefusedException("bad-symbol", bad);
        return symbols.Count is > 0 and <= SymbolsMax
            ? string.Join(',', symbols)
            : throw new RefusedException("no-symbols", $"{symbols.Count} symbols");
    }
}

/// <summary>
/// <c>GET /v2/reference/news</c>: stories of all symbols. <c>published_utc</c> is ISO 8601 with a <c>Z</c>.
/// </summary>
[Feed("polygon_news", ByTicker = false)]
public sealed class PolygonNews : Feed<MarketStory>
{
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
        MarketStory.SymbolsOf(Tickers(story)));

    private static IEnumerable<string> Tickers(JsonElement story) => story.List("tickers").EnumerateArray().Select(
        symbol => symbol.ValueKind == JsonValueKind.String ? symbol.GetString()!
            : throw new RefusedException("bad-symbol", "tickers"));
}
