using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Feeds;
using Tauric.Pipelines.Forms;
using Tauric.Pipelines.Stories.Fuzzy;

namespace Tauric.Pipelines.Stories.Outlook;

/// <summary>
/// How signals fared: filled at the open of the symbol's first session after they were known, closed at the close of
/// the last of the sessions they are held. What is not known is null; it is never estimated.
/// </summary>
/// <remarks>
/// <c>status</c>: <c>closed</c>; <c>open</c>, filled and not held to the end; <c>waiting</c> for a bar to be filled
/// at; <c>flat</c> without a position. The return is that of the side taken, before costs. Sessions in which a symbol
/// has no
/// bar are not counted; after twice the longest horizon nothing is waited for any more.
/// </remarks>
public sealed class TrackPerformance : Step
{
    private static readonly int s_sessionsMax = 2 * StoryForm.Horizons.Max();

    public override string Name => "track_performance";

    public override int Version => 1;

    public override Dataset Output => StoryDatasets.Performance;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        foreach (string key in upstream.Of(StoryDatasets.Signals))
        {
            DateOnly day = StorySessions.Parse(key), last = day;
            for (int i = 0; i < s_sessionsMax; i++) last = TradingCalendar.Nyse.Next(last);
            yield return new Partition(key,
                [new Read(StoryDatasets.Signals, key), .. SessionBars.Days(day, last)], new Scope(null, day, day));
        }
    }

    public override void Run(Work work)
    {
        if (work.Rows(StoryDatasets.Signals) is not [var signals]) return;
        Dictionary<string, List<Bar>> bars = BarsOf(work);
        RecordBatch rows = signals.Rows;
        using var builder = new BatchBuilder(Output.Schema);
        for (int row = 0; row < rows.Length; row++)
        {
            sbyte side = rows["side"].Values<sbyte>()[row];
            Append(builder, rows, row, side,
                Trade.Of(side, rows["horizon"].Values<int>()[row],
                    bars.GetValueOrDefault(rows["symbol"].Text(row)!) ?? []));
        }

        work.Write(builder.Build());
    }

    private static void Append(BatchBuilder builder, RecordBatch rows, int row, sbyte side, Trade trade)
    {
        builder.AppendAt(rows, row);
        builder["sequence_id"].AppendBytes(rows["sequence_id"].Bytes(row));
        builder["side"].Append(side);
        builder["filled_at"].AppendMaybe(trade.FilledAt);
        builder["closed_at"].AppendMaybe(trade.ClosedAt);
        builder["fill_price"].AppendMaybe(trade.FillPrice);
        builder["close_price"].AppendMaybe(trade.ClosePrice);
        builder["return"].AppendMaybe(trade.Return);
        if (trade.Return is { } gained) builder["hit"].AppendBool(gained > 0);
        else builder["hit"].AppendNull();
        builder["status"].AppendText(trade.Status);
    }

    private static Dictionary<string, List<Bar>> BarsOf(Work work)
    {
        var bars = new Dictionary<string, List<Bar>>(StringComparer.Ordinal);
        foreach (ReadRows read in work.Rows(MarketDatasets.Daily))
        {
            ReadOnlySpan<long> known = read.Rows["known_at"].Values<long>();
            ReadOnlySpan<double> opens = read.Rows["open"].Values<double>();
            ReadOnlySpan<double> closes = read.Rows["close"].Values<double>();
            for (int row = 0; row < known.Length; row++)
            {
                string symbol = read.Rows["symbol"].Text(row)!;
                if (!bars.TryGetValue(symbol, out List<Bar>? own)) bars.Add(symbol, own = []);
                own.Add(new Bar(known[row], opens[row], closes[row]));
            }
        }

        return bars;
    }

    private readonly record struct Bar(long ClosedAt, double Open, double Close);

    private sealed record Trade(string Status, long? FilledAt = null, double? FillPrice = null, long? ClosedAt = null,
        double? ClosePrice = null, double? Return = null)
    {
        /// <param name="bars">Of the sessions after the signal.</param>
        public static Trade Of(sbyte side, int horizon, List<Bar> bars)
        {
            if (side == 0) return new Trade("flat");
            if (bars.Count == 0) return new Trade("waiting");
            Bar first = bars[0];
            long filledAt = TradingCalendar.Nyse.OpenMicros(MarketTime.EasternDate(first.ClosedAt));
            if (bars.Count < horizon) return new Trade("open", filledAt, first.Open);
            Bar last = bars[horizon - 1];
            double? gained = first.Open > 0 ? side * ((last.Close / first.Open) - 1) : null;
            return new Trade("closed", filledAt, first.Open, last.ClosedAt, last.Close, gained);
        }
    }
}
