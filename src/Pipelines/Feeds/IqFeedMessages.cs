namespace Tauric.Pipelines.Feeds;

/// <summary>
/// Recorded messages of IQFeed's streams: Level 1 (port 5009) and bars of a minute (9400),
/// <c>requestId,B{U|H|C},symbol,yyyy-MM-dd HH:mm:ss,open,high,low,last,cumulativeVolume,intervalVolume,trades</c>.
/// Bars that are complete (<c>BC</c>) or were when the stream began (<c>BH</c>) become bars; a bar under way
/// (<c>BU</c>) and quotes say nothing here.
/// </summary>
/// <remarks>
/// The time is the end of the bar, as in <see cref="IqFeedIntervals"/>; the prices come in another order.
/// </remarks>
[Feed("iqfeed_stream", ByTicker = false)]
public sealed class IqFeedMessages : MinuteFeed
{
    private const int NumbersAfterPrices = 3;

    /// <summary>Summary, update, trade time, system, fundamentals, news, regional quote.</summary>
    private static ReadOnlySpan<byte> Quotes => "PQTSFNR"u8;

    public override void Read(PayloadKey key, ReadOnlyMemory<byte> payload, IBarSink bars)
    {
        var lines = new WireLines(payload.Span);
        while (lines.Next())
        {
            if (lines.Line.IsEmpty) continue;
            var fields = new WireFields(lines.Line);
            ReadOnlySpan<byte> first = fields.Next(), second = fields.Next();
            // Without a request id the kind comes first.
            ReadOnlySpan<byte> kind = IsBar(second) ? second : first;
            string? problem = IsBar(kind)
                ? Bar(kind, IsBar(second) ? fields.Next() : second, ref fields, lines.Line, lines.Number, bars)
                : Message(first, second);
            if (problem is not null) bars.Refuse(problem, lines.Number, lines.Line);
        }
    }

    private static bool IsBar(ReadOnlySpan<byte> kind) =>
        kind.Length == 2 && kind[0] == 'B' && "UHC"u8.Contains(kind[1]);

    private static string? Message(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        if (first.SequenceEqual("n"u8)) return "unknown-symbol";
        if (first.SequenceEqual("E"u8) || second.SequenceEqual("E"u8)) return "provider-error";
        return first.Length == 1 && Quotes.Contains(first[0]) ? null : "unknown-message";
    }

    private static string? Bar(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> symbol, ref WireFields fields,
        ReadOnlySpan<byte> line, int number, IBarSink bars)
    {
        if (kind[1] == 'U') return null;
        ReadOnlySpan<byte> time = fields.Next();
        if (!WireValue.TryDate(time, out DateOnly day) || time.Length < 12
            || !WireValue.TryMinute(time[11..], out int minute))
            return "malformed-time";
        Span<double> values = stackalloc double[4 + NumbersAfterPrices];
        foreach (ref double value in values)
        {
            if (!fields.Any) return "missing-column";
            if (!WireValue.TryNumber(fields.Next(), out value)) return "not-a-number";
        }

        if (fields.Any && !(fields.Next().IsEmpty && !fields.Any)) return "unknown-column";
        bars.Add(symbol, day, minute - 1, new TradedBar(values[0], values[1], values[2], values[3], values[5]), number,
            line);
        return null;
    }
}
