using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Tauric.Engine.Contracts;
using Tauric.Engine.Time;

namespace Tauric.Host.Tests.Proofs;

/// <summary>
/// The market's payloads as they would have been at an instant, knowing the wire formats and nothing of the feeds. What
/// bears no time it keeps.
/// </summary>
internal sealed class MarketTruncation(IPayloadSource whole, long until) : IPayloadSource
{
    private static readonly string[] DateForms = ["yyyy-MM-dd", "MM/dd/yyyy", "M/d/yyyy"];

    public IReadOnlyList<PayloadInfo> List() =>
        [.. whole.List().Where(p => Source(p.Key) != "nasdaq_data_link" || Requested(p.Key) <= until)];

    public byte[] Load(string key) => Source(key) switch
    {
        "iqfeed_1min" => Lines(key, fields => TimeOf(fields)),
        "iqfeed_daily" or "iqfeed_internals" => Lines(key, fields => CloseOf(Day(fields.ElementAtOrDefault(1)))),
        "cboe" => Lines(key, fields => EndOf(Day(fields[0]))),
        "cboe_datashop" => Lines(key, fields => DeliveryOf(Day(fields.ElementAtOrDefault(1)))),
        "polygon_news" => News(key),
        "nasdaq_data_link" => whole.Load(key),
        _ => throw new InvalidOperationException(key),
    };

    private byte[] Lines(string key, Func<string[], long?> knownAt) => Encoding.Latin1.GetBytes(string.Concat(
        Encoding.Latin1.GetString(whole.Load(key)).Split('\n').Where(line => !(knownAt(line.Split(',')) > until))
            .Select(line => line + "\n")));

    private byte[] News(string key)
    {
        JsonNode root = JsonNode.Parse(whole.Load(key))!;
        JsonArray stories = root["results"]!.AsArray();
        for (int i = stories.Count - 1; i >= 0; i--)
        {
            string published = (string)stories[i]!["published_utc"]!;
            if (UtcMicros.TryParse(published, out long at) && at > until) stories.RemoveAt(i);
        }

        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static long? TimeOf(string[] fields)
    {
        string[] parts = fields.Length > 1 ? fields[1].Split(' ') : [];
        return parts.Length == 2 && Day(parts[0]) is { } day
            && TimeOnly.TryParseExact(parts[1], "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None,
                out TimeOnly time)
            ? MarketTime.ToUtcMicros(day, time)
            : null;
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, DateForms, CultureInfo.InvariantCulture,
        DateTimeStyles.None, out DateOnly day)
        ? day
        : null;

    private static long? CloseOf(DateOnly? day) =>
        day is { } of && TradingCalendar.Nyse.IsTradingDay(of) ? TradingCalendar.Nyse.CloseMicros(of) : null;

    private static long? DeliveryOf(DateOnly? day) =>
        day is { } of ? MarketTime.ToUtcMicros(TradingCalendar.Nyse.Next(of), new TimeOnly(9, 0)) : null;

    private static long? EndOf(DateOnly? day) =>
        day is { } of ? MarketTime.ToUtcMicros(of.AddDays(1), TimeOnly.MinValue) - 1 : null;

    private static long Requested(string key) => EndOf(Day(Path.GetFileNameWithoutExtension(key)))!.Value;

    private static string Source(string key) => key.Split('/')[0];
}
