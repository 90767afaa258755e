using System.Globalization;
using System.Text.Json;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Feeds;

/// <summary>One vintage of one value of a series, in the series' unit.</summary>
public sealed record Observation(string Id, long EventTime, long KnownAt, double Value)
    : FeedItem(Id, EventTime, KnownAt);

/// <summary>
/// <c>GET /fred/series/observations</c>. <c>date</c> is the period a value is about; it is known from the end of the
/// day its vintage begins, <c>realtime_start</c>. Values are texts, <c>.</c> is missing.
/// </summary>
[Feed("fred", ByTicker = false)]
public sealed class FredObservations : Feed<Observation>
{
    public override void Read(Payload payload, FeedItems<Observation> items)
    {
        using JsonDocument json = JsonDocument.Parse(payload.Bytes);
        int index = 0;
        foreach (JsonElement row in json.RootElement.List("observations").EnumerateArray())
            items.Add(index++, () => Row(row));
    }

    private static Observation Row(JsonElement row)
    {
        DateOnly date = FeedTime.Date(row.Text("date"), "date");
        DateOnly released = FeedTime.Date(row.Text("realtime_start"), "realtime_start");
        string text = row.Text("value") ?? ".";
        if (text == ".") throw new RefusedException("missing-value", FeedTime.Iso(date));
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            || !double.IsFinite(value))
        {
            throw new RefusedException("not-a-number", $"{FeedTime.Iso(date)}: {text[..Math.Min(text.Length, 40)]}");
        }

        if (released < date)
            throw new RefusedException("known-before-event", $"{FeedTime.Iso(released)} < {FeedTime.Iso(date)}");
        string id = $"{FeedTime.Iso(date)}@{FeedTime.Iso(released)}";
        return new Observation(id, UtcMicros.From(date), FeedTime.EndOfDay(released), value);
    }
}
