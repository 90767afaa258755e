namespace Tauric.Pipelines.Feeds;

/// <summary>
/// Answers to <c>HDX</c> and <c>HDT</c>, all symbols a payload. Rows:
/// <c>symbol,[LH,]yyyy-MM-dd,high,low,open,close,volume,openInterest</c>.
/// </summary>
[Feed("iqfeed_daily", ByTicker = false)]
public sealed class IqFeedDaily : DailyFeed
{
    public override void Read(PayloadKey key, ReadOnlyMemory<byte> payload, IBarSink bars)
    {
        var rows = new IqFeedRows(payload.Span, fieldCount: 7);
        while (rows.Next())
        {
            DateOnly day = default;
            string? problem = rows.Problem;
            if (problem is null && !WireValue.TryDate(rows.Time, out day)) problem = "malformed-time";
            var bar = new TradedBar(rows.Open, rows.High, rows.Low, rows.Close, rows.After.First);
            if (problem is null) bars.Add(rows.Symbol, day, 0, bar, rows.Number, rows.Line);
            else bars.Refuse(problem, rows.Number, rows.Line);
        }
    }
}
