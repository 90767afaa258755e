using System.Text.Json;

namespace Tauric.Pipelines.Feeds;

/// <summary>
/// <c>GET /api/v1/company-news</c>: an array of stories of one ticker and day; <c>datetime</c> is epoch seconds, UTC.
/// </summary>
[Feed("finnhub")]
public sealed class FinnhubNews : NewsFeed
{
    public override int DaysBefore => 1;

    public override void Read(Payload payload, FeedItems<NewsItem> items)
    {
        using JsonDocument json = JsonDocument.Parse(payload.Bytes);
        int index = 0;
        foreach (JsonElement story in json.RootElement.List().EnumerateArray()) items.Add(index++, () => Story(story));
    }

    private static NewsItem Story(JsonElement story) => new(
        story.Id("id") ?? throw new RefusedException("no-id", "id"),
        FeedTime.FromSeconds(story.Whole("datetime")),
        NewsItem.RequireHeadline(story.Text("headline")),
        PlainText.Of(story.Text("summary")),
        PlainText.Of(story.Text("source")),
        PlainText.OneLine(story.Text("url") ?? "") is { Length: > 0 } url ? url : null);
}
