using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Stories.Telling;

/// <summary>What the narratives of a session rest on, found by symbol.</summary>
internal sealed class SessionRows
{
    private readonly SymbolIndex? _minuteSymbols;

    public SessionRows(Work work, Session session)
    {
        Session = session;
        (Open, Before) = (session.Open, session.Back(1).Close);
        foreach (ReadRows read in work.Rows(StoryDatasets.Output))
        {
            if (read.Read.Key.StartsWith(StoryDatasets.Day, StringComparison.Ordinal))
                Daily = new StateRows(read.Rows, Cells.DayStates);
            else
                Minutes = new StateRows(read.Rows, Cells.MinuteStates);
        }

        Daily ??= new StateRows(RecordBatch.Empty(StoryDatasets.Output.Schema), Cells.DayStates);
        if (Minutes is not null) _minuteSymbols = new SymbolIndex(Minutes.Symbols);
        Bars = new DayBars(work, session, Daily.Symbols);
        News = new Headlines(work, Daily.Symbols);
        Market = new MarketValues(work);
    }

    public Session Session { get; }

    /// <summary>When the session opened.</summary>
    public long Open { get; }

    /// <summary>When the session before closed.</summary>
    public long Before { get; }

    /// <summary>A row a symbol.</summary>
    public StateRows Daily { get; }

    public StateRows? Minutes { get; }

    public DayBars Bars { get; }

    public Headlines News { get; }

    public MarketValues Market { get; }

    /// <summary>The symbol told now: its row in <see cref="Daily"/>.</summary>
    public int Row { get; private set; }

    /// <summary>Its rows in <see cref="Minutes"/>.</summary>
    public Range MinuteRows { get; private set; }

    /// <summary>
    /// Its last rows known half an hour after the open, at half the session and at its end; −1 where there is none.
    /// </summary>
    public (int Opening, int Midday, int Close) Marks { get; private set; }

    public PatternSightings Patterns { get; } = new();

    public void Turn(int row)
    {
        Row = row;
        MinuteRows = _minuteSymbols?.RangeOf(Daily.Symbols.Bytes(row)) ?? default;
        long close = Session.Close, half = Open + ((close - Open) / 2);
        Marks = (Mark(Open + 1_800_000_000), Mark(half), Mark(close));
        Patterns.Look(this);
    }

    private int Mark(long until) => Minutes?.LastKnown(MinuteRows, until) ?? -1;
}
