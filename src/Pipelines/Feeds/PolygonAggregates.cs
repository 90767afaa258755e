using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Feeds;

/// <summary>
/// <c>GET /v2/aggs/ticker/{T}/range/…</c> of one ticker: <c>t</c> is the start of a bar, epoch milliseconds; a volume
/// may be fractional.
/// </summary>
internal static class PolygonAggregates
{
    /// <param name="ofDays">A bar's time is its day alone.</param>
    public static void Read(PayloadKey key, ReadOnlyMemory<byte> payload, IBarSink bars, bool ofDays)
    {
        using JsonDocument json = JsonDocument.Parse(payload);
        Polygon.RequireAnswer(json.RootElement);
        if (json.RootElement.Text("ticker") is { } ticker && ticker != key.Entity)
            throw new RefusedException("other-ticker", $"payload of {key.Entity} holds {PlainText.OneLine(ticker)}");
        // A ticker without a trade in the window has no list at all.
        if (json.RootElement.Field("results") is null) return;
        byte[] symbol = Encoding.UTF8.GetBytes(key.Entity);
        int index = 0;
        foreach (JsonElement item in json.RootElement.List("results").EnumerateArray())
            Add(symbol, item, index++, bars, ofDays);
    }

    private static void Add(byte[] symbol, JsonElement item, int index, IBarSink bars, bool ofDays)
    {
        ReadOnlySpan<byte> seen = JsonMarshal.GetRawUtf8Value(item);
        try
        {
            long start = FeedTime.FromMilliseconds(item.Whole("t"));
            (DateOnly day, long sinceMidnight) = MarketTime.Eastern(start);
            long minute = sinceMidnight / (60 * UtcMicros.PerSecond);
            bool isWhole = sinceMidnight % (60 * UtcMicros.PerSecond) == 0;
            var bar = new TradedBar(Number(item, "o"), Number(item, "h"), Number(item, "l"), Number(item, "c"),
                Number(item, "v"));
            if (ofDays || isWhole) bars.Add(symbol, day, ofDays ? 0 : (int)minute, bar, index, seen);
            else bars.Refuse("malformed-time", index, seen);
        }
        catch (RefusedException refused)
        {
            bars.Refuse(refused.Reason, index, seen);
        }
    }

    private static double Number(JsonElement item, string name) =>
        item.Number(name) ?? throw new RefusedException("missing-column", name);
}

/// <summary>Minute aggregates: a session of a ticker a payload.</summary>
[Feed("polygon_1min")]
public sealed class PolygonMinutes : MinuteFeed
{
    public override void Read(PayloadKey key, ReadOnlyMemory<byte> payload, IBarSink bars) =>
        PolygonAggregates.Read(key, payload, bars, ofDays: false);
}

/// <summary>Daily aggregates, which start at Eastern midnight: a month of a ticker a payload.</summary>
[Feed("polygon_daily")]
public sealed class PolygonDaily : DailyFeed
{
    public override void Read(PayloadKey key, ReadOnlyMemory<byte> payload, IBarSink bars) =>
        PolygonAggregates.Read(key, payload, bars, ofDays: true);
}
