using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Stories.Market;

/// <summary>
/// The daily bars of a month, all symbols, known at their session's close. The first payload to give a bar keeps it
/// (<see cref="BarReader"/>); to correct one, replace that payload.
/// </summary>
public sealed class NormalizeDaily : Step
{
    private static readonly IReadOnlyDictionary<string, DailyFeed> Feeds = FeedRegistry.OfKind<DailyFeed>();

    public override string Name => "normalize_daily";

    public override int Version => 1;

    public override Dataset Output => MarketDatasets.Daily;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) =>
        from key in Payloads.Of(upstream, Feeds)
        group new Read(Canonical.Raw, key.ToString()) by Months.Of(key.Date) into month
        orderby month.Key
        let first = Months.First(month.Key)
        select new Partition(month.Key, [.. month], new Scope(null, first, Months.Last(first)));

    public override void Run(Work work)
    {
        var month = new MonthBars(Months.First(work.Key));
        month.Read(work, Feeds);
        SymbolBars[] symbols = [.. month.Grid.Symbols];
        using var rows = new BatchBuilder(Output.Schema);
        for (int slot = 0; slot < month.Grid.Slots; slot++)
        {
            DateOnly day = month.Day(slot);
            if (!TradingCalendar.Nyse.IsTradingDay(day)) continue;
            (long open, long close) = (TradingCalendar.Nyse.OpenMicros(day), TradingCalendar.Nyse.CloseMicros(day));
            foreach (SymbolBars bars in symbols.Where(bars => bars.Has(slot))) bars.AppendTo(rows, slot, open, close);
            if (rows.Length >= work.BatchRowsMax) work.Write(rows.Build());
        }

        if (rows.Length > 0) work.Write(rows.Build());
    }
}
