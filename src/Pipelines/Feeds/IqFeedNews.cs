using System.Globalization;
using System.Text;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Feeds;

/// <summary>
/// The stories among recorded messages of IQFeed's Level 1 stream (port 5009, after <c>S,NEWSON</c>):
/// <c>N,distributor,storyId,:SYMBOL:SYMBOL:,yyyyMMdd HHmmss,headline</c>. Times are New York's. All other messages are
/// <see cref="IqFeedMessages"/>' to judge.
/// </summary>
[Feed("iqfeed_stream", ByTicker = false)]
public sealed class IqFeedNews : Feed<MarketStory>
{
    private const int FieldCount = 6;

    public override void Read(Payload payload, FeedItems<MarketStory> items)
    {
        var lines = new WireLines(payload.Bytes.Span);
        while (lines.Next())
        {
            if (!lines.Line.StartsWith("N,"u8)) continue;
            string line = Encoding.UTF8.GetString(lines.Line);
            items.Add(lines.Number, () => Story(line));
        }
    }

    private static MarketStory Story(string line)
    {
        string[] fields = line.Split(',', FieldCount);   // A headline may hold commas.
        if (fields.Length < FieldCount) throw new RefusedException("missing-column", line);
        if (fields[2].Length == 0) throw new RefusedException("no-id", line);
        return new MarketStory(fields[2], KnownAt(fields[4]), NewsItem.RequireHeadline(fields[5]), Summary: null,
            Publisher: fields[1].Length > 0 ? fields[1] : null, MarketStory.SymbolsOf(fields[3].Split(':')));
    }

    private static long KnownAt(string text)
    {
        if (!DateTime.TryParseExact(text, "yyyyMMdd HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out DateTime time))
            throw new RefusedException("malformed-time", text);
        return time.Year is >= FeedTime.YearMin and <= FeedTime.YearMax
            ? MarketTime.ToUtcMicros(DateOnly.FromDateTime(time), TimeOnly.FromDateTime(time))
            : throw new RefusedException("date-out-of-range", text);
    }
}
