using System.Text.Json;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Feeds;

/// <summary>An insider's transaction, or the insider sentiment of a month; fields of the other kind are null.</summary>
/// <param name="Share">Shares held afterwards.</param>
/// <param name="Change">Shares bought (positive) or sold.</param>
/// <param name="Code">SEC Form 4 transaction code.</param>
/// <param name="Price">Dollars a share.</param>
/// <param name="Mspr">Monthly share purchase ratio, −100 to 100.</param>
public sealed record InsiderItem(
    string Id, long EventTime, long KnownAt, string Kind, string? Name, double? Share, double? Change, string? Code,
    double? Price, double? Mspr) : FeedItem(Id, EventTime, KnownAt)
{
    public const string Transaction = "transaction";
    public const string Sentiment = "sentiment";
}

/// <summary><c>GET /api/v1/stock/insider-transactions</c>. Known at the end of the day of filing, New York.</summary>
[Feed("finnhub_insider_transactions")]
public sealed class FinnhubInsiderTransactions : Feed<InsiderItem>
{
    public override void Read(Payload payload, FeedItems<InsiderItem> items)
    {
        using JsonDocument json = JsonDocument.Parse(payload.Bytes);
        int index = 0;
        foreach (JsonElement trade in json.RootElement.List("data").EnumerateArray())
            items.Add(index++, () => Trade(trade));
    }

    private static InsiderItem Trade(JsonElement trade)
    {
        DateOnly filed = FeedTime.Date(trade.Text("filingDate"), "filingDate");
        DateOnly traded = FeedTime.Date(trade.Text("transactionDate"), "transactionDate");
        if (filed < traded)
            throw new RefusedException("filed-before-traded", $"{FeedTime.Iso(filed)} < {FeedTime.Iso(traded)}");
        double? price = trade.Number("transactionPrice");
        if (price < 0) throw new RefusedException("negative-price", $"{price}");
        string? name = PlainText.Of(trade.Text("name"));
        return new InsiderItem(trade.Id("id") ?? $"{FeedTime.Iso(filed)}/{name}", UtcMicros.From(traded),
            FeedTime.EndOfDay(filed), InsiderItem.Transaction, name, trade.Number("share"), trade.Number("change"),
            PlainText.Of(trade.Text("transactionCode")), price, Mspr: null);
    }
}

/// <summary><c>GET /api/v1/stock/insider-sentiment</c>. A month is known when it is over, New York.</summary>
[Feed("finnhub_insider_sentiment")]
public sealed class FinnhubInsiderSentiment : Feed<InsiderItem>
{
    public override void Read(Payload payload, FeedItems<InsiderItem> items)
    {
        using JsonDocument json = JsonDocument.Parse(payload.Bytes);
        int index = 0;
        foreach (JsonElement month in json.RootElement.List("data").EnumerateArray())
            items.Add(index++, () => Month(month));
    }

    private static InsiderItem Month(JsonElement month)
    {
        long year = month.Whole("year") ?? 0, number = month.Whole("month") ?? 0;
        if (year is < FeedTime.YearMin or > FeedTime.YearMax || number is < 1 or > 12)
            throw new RefusedException("date-out-of-range", $"year {year}, month {number}");
        DateOnly first = new((int)year, (int)number, 1);
        double mspr = month.Number("mspr") ?? throw new RefusedException("no-mspr", $"{first:yyyy-MM}");
        if (mspr is < -100 or > 100) throw new RefusedException("mspr-out-of-range", $"{first:yyyy-MM}: {mspr}");
        return new InsiderItem($"{first:yyyy-MM}", UtcMicros.From(first),
            FeedTime.EndOfDay(Months.Last(first)),
            InsiderItem.Sentiment, Name: null, Share: null, month.Number("change"), Code: null, Price: null, mspr);
    }
}
