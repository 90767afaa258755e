using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Stories.Telling;

/// <summary>Closes and volumes of the session and of those it is compared with, a row a symbol.</summary>
internal sealed class DayBars
{
    private readonly (long Time, double Close, double Volume)?[][] _bars;

    public DayBars(Work work, Session session, Column symbols)
    {
        _bars = [.. Session.Lookbacks.Select(_ => new (long, double, double)?[symbols.Length])];
        long[] closes = [.. Session.Lookbacks.Select(back => session.Back(back).Close)];
        foreach (ReadRows read in work.Rows(MarketDatasets.Daily))
            Take(read.Rows, new SymbolIndex(symbols), _bars[Array.IndexOf(closes, read.Read.Until)]);
    }

    /// <summary>The sessions compared, each by itself: what lies between them changes nothing.</summary>
    public static IEnumerable<Read> Reads(Session session) =>
        Session.Lookbacks.SelectMany(back => session.Back(back).Reads(MarketDatasets.Daily));

    /// <param name="lookback">Its place in <see cref="Session.Lookbacks"/>.</param>
    public (long Time, double Close, double Volume)? Of(int row, int lookback) => _bars[lookback][row];

    private static void Take(RecordBatch rows, SymbolIndex symbols, (long, double, double)?[] bars)
    {
        Column names = rows["symbol"];
        ReadOnlySpan<long> times = rows["event_time"].Values<long>();
        ReadOnlySpan<double> closes = rows["close"].Values<double>(), volumes = rows["volume"].Values<double>();
        for (int i = 0; i < rows.Length; i++)
            if (symbols.Find(names.Bytes(i)) is >= 0 and int row) bars[row] = (times[i], closes[i], volumes[i]);
    }
}
