namespace Tauric.Pipelines.Feeds;

/// <summary>
/// Answers to <c>HIX</c>, <c>HID</c> and <c>HIT</c> of 60 seconds, a session of all symbols a payload. Rows:
/// <c>symbol,[LH,]yyyy-MM-dd HH:mm:ss,high,low,open,close,totalVolume,periodVolume,trades</c>, Eastern time.
/// </summary>
/// <remarks>
/// The time is the <em>end</em> of the bar: it is unless a request sets <c>LabelAtBeginning</c> to 1, and recordings
/// are made without. The first bar of a session is 09:31:00, the last 16:00:00.
/// </remarks>
[Feed("iqfeed_1min", ByTicker = false)]
public sealed class IqFeedIntervals : MinuteFeed
{
    public override void Read(PayloadKey key, ReadOnlyMemory<byte> payload, IBarSink bars)
    {
        // Nearly all rows are of the payload's day: comparing ten bytes beats reading a date.
        Span<byte> today = stackalloc byte[10];
        key.Date.TryFormat(today, out _, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var rows = new IqFeedRows(payload.Span, fieldCount: 8);
        while (rows.Next())
        {
            DateOnly day = key.Date;
            int minute = 0;
            string? problem = rows.Problem;
            if (problem is null && !(rows.Time.StartsWith(today) || WireValue.TryDate(rows.Time, out day)))
                problem = "malformed-time";
            if (problem is null && (rows.Time.Length < 12 || !WireValue.TryMinute(rows.Time[11..], out minute)))
                problem = "malformed-time";
            var bar = new TradedBar(rows.Open, rows.High, rows.Low, rows.Close, rows.After.Second);
            if (problem is null) bars.Add(rows.Symbol, day, minute - 1, bar, rows.Number, rows.Line);
            else bars.Refuse(problem, rows.Number, rows.Line);
        }
    }
}
