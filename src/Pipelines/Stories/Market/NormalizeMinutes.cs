using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Stories.Market;

/// <summary>
/// The minute bars of a session, all symbols, from the payloads dated by it. Where two sources give one bar, that of
/// the source first by name stands (<see cref="BarReader"/>).
/// </summary>
public sealed class NormalizeMinutes : Step
{
    private static readonly IReadOnlyDictionary<string, MinuteFeed> Feeds = FeedRegistry.OfKind<MinuteFeed>();

    private Absence[] _absent = [];

    public override string Name => "normalize_minutes";

    public override int Version => 1;

    public override Dataset Output => MarketDatasets.Minutes;

    public override IReadOnlyList<Absence> Absent => _absent;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        (IReadOnlyList<Partition> sessions, _absent) = Sessions(upstream, key => key);
        return sessions;
    }

    public override void Run(Work work)
    {
        var session = new SessionBars(SessionBars.Day(work.Key));
        session.Read(work, Feeds);
        using var rows = new BatchBuilder(Output.Schema);
        foreach (SymbolBars bars in session.Grid.Symbols)
        {
            for (int slot = 0; slot < session.Grid.Slots; slot++)
            {
                if (!bars.Has(slot)) continue;
                long start = session.Open + (slot * SessionBars.MinuteMicros);
                bars.AppendTo(rows, slot, start, start + SessionBars.MinuteMicros);
            }

            if (rows.Length >= work.BatchRowsMax) work.Write(rows.Build());
        }

        if (rows.Length > 0) work.Write(rows.Build());
    }

    /// <summary>A partition a session that payloads are dated by, and the payloads that are dated by none.</summary>
    internal static (IReadOnlyList<Partition> Sessions, Absence[] Absent) Sessions(
        IPartitionKeys upstream, Func<string, string> partitionKey)
    {
        PayloadKey[] payloads = [.. Payloads.Of(upstream, Feeds)];
        ILookup<bool, PayloadKey> bySession = payloads.ToLookup(key => TradingCalendar.Nyse.IsTradingDay(key.Date));
        Partition[] sessions = [.. from key in bySession[true]
                                   group new Read(Canonical.Raw, key.ToString()) by key.Date into day
                                   orderby day.Key
                                   select new Partition(partitionKey(SessionBars.Key(day.Key)), [.. day],
                                       new Scope(null, day.Key, day.Key))];
        return (sessions, [.. bySession[false].Select(key => new Absence(key.ToString(), "not a trading day"))]);
    }
}
