using System.Text;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Feeds;

/// <summary>
/// Daily answers of IQFeed's history port for indicators of the whole market, e.g. <c>TICK</c>, <c>TRIN</c>,
/// <c>ADD</c>, <c>VIX</c>: rows as <see cref="IqFeedDaily"/> has them, of which the close counts. It may be negative.
/// </summary>
/// <remarks>
/// Rows bear the request id, so the symbol is what the one who asked calls the series: <c>TICK</c> and not IQFeed's
/// <c>JTNT.Z</c>. Known at the session's close.
/// </remarks>
[Feed("iqfeed_internals", ByTicker = false)]
public sealed class IqFeedInternals : Feed<InternalsValue>
{
    public override void Read(Payload payload, FeedItems<InternalsValue> items)
    {
        var rows = new IqFeedRows(payload.Bytes.Span, fieldCount: 7);
        while (rows.Next())
        {
            string seen = Encoding.UTF8.GetString(rows.Line[..Math.Min(rows.Line.Length, 200)]);
            (string? problem, double close) = (rows.Problem, rows.Close);
            DateOnly day = default;
            if (problem is null && !WireValue.TryDate(rows.Time, out day)) problem = "malformed-time";
            string symbol = Encoding.UTF8.GetString(rows.Symbol);
            items.Add(rows.Number, () => problem is null
                ? Value(payload, symbol, day, close)
                : throw new RefusedException(problem, seen));
        }
    }

    private static InternalsValue Value(Payload payload, string symbol, DateOnly day, double close)
    {
        if (!PayloadKey.IsEntity(symbol)) throw new RefusedException("bad-symbol", symbol);
        if (!double.IsFinite(close)) throw new RefusedException("not-finite", symbol);
        MarketValue.RequireKnown(payload, day);
        if (!TradingCalendar.Nyse.IsTradingDay(day)) throw new RefusedException("not-a-session", FeedTime.Iso(day));
        long at = TradingCalendar.Nyse.CloseMicros(day);
        return new InternalsValue(day, at, MarketValue.Known(payload, day, at), symbol, close);
    }
}
