using System.Text.Json;

namespace Tauric.Pipelines.Feeds;

/// <summary>A broker's grade. Known when it was given.</summary>
/// <param name="Action">As sent: <c>init</c>, <c>up</c>, <c>down</c>, <c>main</c>, <c>reit</c>.</param>
public sealed record AnalystGrade(string Id, long KnownAt, string Firm, string Action, string? From, string? To)
    : FeedItem(Id, KnownAt, KnownAt);

/// <summary><c>quoteSummary?modules=upgradeDowngradeHistory</c>.</summary>
[Feed("yahoo_analyst")]
public sealed class YahooUpgrades : Feed<AnalystGrade>
{
    public override void Read(Payload payload, FeedItems<AnalystGrade> items)
    {
        using JsonDocument json = JsonDocument.Parse(payload.Bytes);
        JsonElement history = json.RootElement.Member("quoteSummary").First("result").Member("upgradeDowngradeHistory");
        int index = 0;
        foreach (JsonElement grade in history.List("history").EnumerateArray()) items.Add(index++, () => Grade(grade));
    }

    private static AnalystGrade Grade(JsonElement grade)
    {
        long? seconds = grade.Whole("epochGradeDate");
        return new AnalystGrade($"{seconds}", FeedTime.FromSeconds(seconds),
            PlainText.Of(grade.Text("firm")) ?? throw new RefusedException("no-firm", $"{seconds}"),
            PlainText.Of(grade.Text("action")) ?? throw new RefusedException("no-action", $"{seconds}"),
            PlainText.Of(grade.Text("fromGrade")), PlainText.Of(grade.Text("toGrade")));
    }
}
