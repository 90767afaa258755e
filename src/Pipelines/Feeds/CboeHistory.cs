using System.Globalization;
using System.Text;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Feeds;

/// <summary>
/// Histories as CBOE publishes them as CSV, a series a payload: of a volatility index (<c>DATE,OPEN,HIGH,LOW,CLOSE</c>,
/// of which the close counts), a ratio (<c>DATE,CALLS,PUTS,TOTAL,P/C Ratio</c>), or one number (<c>DATE,SKEW</c>).
/// Dates are <c>MM/DD/YYYY</c>; lines of terms may precede the head. Published that evening: known from the end of
/// the day.
/// </summary>
[Feed("cboe", ByTicker = false)]
public sealed class CboeHistory : Feed<OptionsValue>
{
    private const int LinesBeforeHeadMax = 10;

    private static readonly string[] Dates = ["M/d/yyyy", "yyyy-MM-dd"];
    private static readonly string[] Values = ["CLOSE", "P/C RATIO"];

    public override void Read(Payload payload, FeedItems<OptionsValue> items)
    {
        var lines = new WireLines(payload.Bytes.Span);
        string[] head = Head(ref lines);
        int value = head.Length == 2 ? 1 : Array.FindIndex(head, name => Values.Contains(name));
        if (value < 0) throw new RefusedException("missing-column", string.Join(" or ", Values));
        while (lines.Next())
        {
            if (lines.Line.IsEmpty) continue;
            string line = Encoding.UTF8.GetString(lines.Line);
            items.Add(lines.Number, () => Value(payload, line.Split(','), head.Length, value));
        }
    }

    private static string[] Head(ref WireLines lines)
    {
        while (lines.Number < LinesBeforeHeadMax && lines.Next())
        {
            string[] head = [.. Encoding.UTF8.GetString(lines.Line).Split(',')
                .Select(name => name.Trim().ToUpperInvariant())];
            if (head[0] == "DATE" && head.Length > 1) return head;
        }

        throw new RefusedException("unexpected-shape", "no line that begins with DATE");
    }

    private static OptionsValue Value(Payload payload, string[] fields, int columns, int value)
    {
        if (fields.Length < columns) throw new RefusedException("missing-column", string.Join(',', fields));
        if (fields.Length > columns) throw new RefusedException("unknown-column", string.Join(',', fields));
        if (!DateOnly.TryParseExact(fields[0].Trim(), Dates, CultureInfo.InvariantCulture, DateTimeStyles.None,
            out DateOnly day))
            throw new RefusedException("malformed-date", fields[0]);
        MarketValue.RequireKnown(payload, day);
        if (day.Year < FeedTime.YearMin) throw new RefusedException("date-out-of-range", fields[0]);
        if (!TradingCalendar.Nyse.IsTradingDay(day)) throw new RefusedException("not-a-session", fields[0]);
        if (!double.TryParse(fields[value], NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            throw new RefusedException("not-a-number", fields[value]);
        if (!double.IsFinite(number) || number <= 0) throw new RefusedException("not-positive", fields[value]);
        return new OptionsValue(day, TradingCalendar.Nyse.CloseMicros(day),
            MarketValue.Known(payload, day, FeedTime.EndOfDay(day)), payload.Key.Entity, number);
    }
}
