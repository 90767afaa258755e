using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Kernels.Indicators;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Stories.Fuzzy;

/// <summary>The bars a session's values are made of: its own, after those of a bounded past.</summary>
/// <remarks>
/// Minutes look back to the session before it that has bars, days over the last <see cref="DaysMax"/> of the calendar.
/// So a value depends on nothing older, and one correction touches nothing later than that.
/// </remarks>
internal sealed class SessionBars : IDisposable
{
    public const int DaysMax = 300;

    private readonly RecordBatch[] _batches;
    private readonly SymbolRows _rows;

    private SessionBars(RecordBatch[] batches, int before)
    {
        _batches = batches;
        _rows = new SymbolRows(batches, before);
    }

    public IReadOnlyList<Part> Parts => _rows.Parts;

    /// <summary>Rows of the session itself, all symbols.</summary>
    public RecordBatch Own => _batches[^1];

    /// <summary>What a session reads.</summary>
    /// <param name="days">Of daily bars, its own included.</param>
    public static IEnumerable<Read> Reads(StorySession session, int days = DaysMax)
    {
        if (session.Frequency == StoryDatasets.Minute)
        {
            for (int i = Math.Max(0, session.Index - 1); i <= session.Index; i++)
                yield return new Read(MarketDatasets.Minutes, StorySessions.Text(session.All[i]));
            yield break;
        }

        DateOnly before = session.Index >= days
            ? session.All[session.Index - days] : TradingCalendar.Nyse.Previous(session.All[0]);
        foreach (Read read in Days(before, session.Date)) yield return read;
    }

    /// <summary>Daily bars of the sessions after one, up to another.</summary>
    public static IEnumerable<Read> Days(DateOnly after, DateOnly until)
    {
        long known = TradingCalendar.Nyse.CloseMicros(after), end = TradingCalendar.Nyse.CloseMicros(until);
        foreach (string month in Months.Of(TradingCalendar.Nyse.Next(after), until))
            yield return new Read(MarketDatasets.Daily, month, known, end);
    }

    /// <summary>The bars of the reads, as far as there are any.</summary>
    /// <param name="before">Most bars of a symbol before the session.</param>
    public static SessionBars Of(Work work, int before = int.MaxValue)
    {
        int slash = work.Key.IndexOf('/', StringComparison.Ordinal);
        string date = work.Key[(slash + 1)..];
        return new SessionBars(work.Key[..slash] == StoryDatasets.Minute
            ? Minutes(work.Rows(MarketDatasets.Minutes), date)
            : Days(work.Rows(MarketDatasets.Daily), StorySessions.Parse(date)), before);
    }

    /// <summary>A column of bars, symbol by symbol.</summary>
    public double[] Gather(string column) => _rows.Gather<double>(column);

    /// <summary>Columns of a set over all these bars, symbol by symbol.</summary>
    public double[][] Compute(IndicatorSet set)
    {
        var all = new AllRows(Parts, [.. set.Columns.Select(_ => new double[_rows.Length])]);
        set.Compute(Bars(), ref all);
        return all.Columns;
    }

    /// <summary>The bars, symbol by symbol.</summary>
    /// <exception cref="ArgumentException">A value is NaN or infinite; names column and row.</exception>
    public BarMemory[] Bars()
    {
        double[] open = Gather("open"), high = Gather("high"), low = Gather("low"), close = Gather("close");
        double[] volume = Gather("volume");
        return [.. Parts.Select(part => new BarMemory(open.AsMemory(part.Start, part.Length),
            high.AsMemory(part.Start, part.Length), low.AsMemory(part.Start, part.Length),
            close.AsMemory(part.Start, part.Length), volume.AsMemory(part.Start, part.Length)))];
    }

    public void Dispose() => Array.ForEach(_batches, batch => batch.Dispose());

    private static RecordBatch[] Minutes(IReadOnlyList<ReadRows> reads, string date)
    {
        bool hasOwn = reads.Count > 0 && reads[^1].Read.Key == date;
        RecordBatch own = hasOwn ? reads[^1].Rows.Retain() : RecordBatch.Empty(MarketDatasets.Minutes.Schema);
        return [.. reads.Where(r => r.Read.Key != date).Select(r => r.Rows.Retain()), own];
    }

    /// <summary>The session's rows are those known at its close: what came late is part of the past.</summary>
    private static RecordBatch[] Days(IReadOnlyList<ReadRows> reads, DateOnly day)
    {
        if (reads.Count == 0) return [RecordBatch.Empty(MarketDatasets.Daily.Schema)];
        long before = TradingCalendar.Nyse.CloseMicros(day) - 1;
        RecordBatch last = reads[^1].Rows;
        int own = RowIndex.Between(last["known_at"].Values<long>(), before, long.MaxValue).Start.Value;
        return [.. reads.SkipLast(1).Select(r => r.Rows.Retain()), last.Slice(0, own),
            last.Slice(own, last.Length - own)];
    }

    private readonly record struct AllRows(IReadOnlyList<Part> Parts, double[][] Columns) : ITileReader
    {
        public void Read(in IndicatorTile tile)
        {
            int to = Parts[tile.Instrument].Start + tile.FirstRow;
            for (int c = 0; c < Columns.Length; c++) tile[c].CopyTo(Columns[c].AsSpan(to));
        }
    }
}
