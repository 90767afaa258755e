using Tauric.Pipelines.Stories.Market;
using Tauric.Pipelines.Tests.Feeds;

namespace Tauric.Pipelines.Tests.Stories.Market;

public class NormalizeMarketNewsTests
{
    private static readonly (string, string) First =
        ("polygon_news/market/2025-03-31.json", Payload(("a", "2025-03-31T20:00:00Z", "Profit of 5 million")));

    [Fact]
    public void What_a_later_payload_says_otherwise_is_known_when_it_came_and_changes_nothing_before()
    {
        (string, string) later = ("polygon_news/market/2025-04-01.json", Payload(
            ("a", "2025-03-31T20:00:00Z", "Profit of 5 million"),
            ("a", "2025-03-31T20:00:00Z", "Profit of 6 million")));
        StepResult before = RawPayloads.Normalize(new NormalizeMarketNews(), First);
        StepResult result = RawPayloads.Normalize(new NormalizeMarketNews(), First, later);
        Assert.Equal(before.Lines, result.Lines.Take(before.Rows.Count));
        Assert.Equal(["2025-03", "2025-04"], result.Rows.Select(row => row.Key).Distinct());
        Assert.Equal(["Profit of 5 million", "Profit of 6 million"], result.All("headline").Distinct());
        Assert.Equal(["2025-03-31T20:00:00Z", "2025-04-02T03:59:59.999999Z"], result.All("known_at").Distinct());
        Assert.Equal(["2025-03-31T20:00:00Z"], result.All("event_time").Distinct());
        Assert.Empty(result.Rejects);
    }

    [Fact]
    public void A_story_is_a_row_for_each_symbol_and_of_the_month_in_New_York()
    {
        StepResult result = RawPayloads.Normalize(new NormalizeMarketNews(), ("polygon_news/market/2025-04-01.json",
            Payload(("a", "2025-04-01T03:00:00Z", "Late"), ("b", "2025-04-01T05:00:00Z", "Early"))));
        Assert.Equal(["2025-03: AAPL", "2025-03: MSFT", "2025-04: AAPL", "2025-04: MSFT"],
            result.Rows.Select(row => $"{row.Key}: {row.Fields["symbol"]}"));
    }

    [Theory]
    [InlineData("2025-03-24T12:00:00Z", true)]
    [InlineData("2025-03-23T12:00:00Z", false)]
    [InlineData("2025-04-01T12:00:00Z", false)]
    public void A_story_outside_its_payload_s_days_is_refused_once(string published, bool stays)
    {
        StepResult result = RawPayloads.Normalize(new NormalizeMarketNews(),
            ("polygon_news/market/2025-03-31.json", Payload(("a", published, "Words"))));
        Assert.Equal(stays ? [] : new[] { "outside-window" }, result.Reasons);
        Assert.Equal(stays ? 2 : 0, result.Rows.Count);
    }

    private static string Payload(params (string Id, string Published, string Title)[] stories) =>
        "{\"status\":\"OK\",\"results\":[" + string.Join(',', stories.Select(Story)) + "]}";

    private static string Story((string Id, string Published, string Title) of) =>
        $$"""{"id":"{{of.Id}}","published_utc":"{{of.Published}}","title":"{{of.Title}}","tickers":["MSFT","AAPL"]}""";
}
