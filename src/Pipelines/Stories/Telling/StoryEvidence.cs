using System.Text;
using Tauric.Engine.Columnar;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Stories.Telling;

/// <summary>
/// The cells of a session, for whoever checks its stories: looked up one by one, and by nothing the stories were
/// written with. Batches are borrowed and may hold more than the session.
/// </summary>
/// <param name="states">Of the daily bars: <see cref="StoryDatasets.Output"/>, so the next, of the minutes.</param>
/// <param name="bars">Of some months, so the rest.</param>
public sealed class StoryEvidence(DateOnly day, RecordBatch states, RecordBatch? minutes,
    IReadOnlyList<RecordBatch> bars, IReadOnlyList<RecordBatch> news, IReadOnlyList<RecordBatch> internals)
{
    private readonly Dictionary<RecordBatch, ILookup<string, int>> _rows = [];

    public DateOnly Day => day;

    private long Opening => TradingCalendar.Nyse.OpenMicros(day);

    private long Closing => TradingCalendar.Nyse.CloseMicros(day);

    internal int? Level(string symbol, string variable) =>
        RowsOf(states, symbol).Select(row => Known(states, variable, row)).FirstOrDefault();

    internal float Degree(string symbol, string variable) =>
        RowsOf(states, symbol).Select(row => states[variable + "_degree"].Values<float>()[row]).FirstOrDefault();

    /// <summary>The state of the last minute known by a part of the session: 0 its open, 1 its close.</summary>
    internal int? LevelAt(string symbol, string variable, double part) =>
        RowAt(symbol, part) is { } row ? Known(minutes!, variable, row) : null;

    internal float DegreeAt(string symbol, string variable, double part) =>
        RowAt(symbol, part) is { } row ? minutes![variable + "_degree"].Values<float>()[row] : 0;

    /// <summary>Half an hour, as a part of the session.</summary>
    internal double HalfHour => 1_800_000_000.0 / (Closing - Opening);

    internal string PatternOfDay(string symbol) =>
        RowsOf(states, symbol).Select(row => states["pattern"].Text(row)!).FirstOrDefault() ?? "";

    /// <summary>The pattern of the minute that began at a time of the session, or an empty text.</summary>
    internal string PatternAt(string symbol, TimeOnly time) =>
        minutes is null ? "" : RowsOf(minutes, symbol)
            .Where(row => minutes["event_time"].Values<long>()[row] / 60_000_000
                == MarketTime.ToUtcMicros(day, time) / 60_000_000)
            .Select(row => minutes["pattern"].Text(row)!).FirstOrDefault() ?? "";

    /// <summary>A value of the daily bar some sessions back, or null.</summary>
    internal double? Bar(string symbol, string column, int back)
    {
        DateOnly session = day;
        for (; back > 0; back--) session = TradingCalendar.Nyse.Previous(session);
        return Within(bars, symbol, TradingCalendar.Nyse.Previous(session), session)
            .Select(at => (double?)at.Rows[column].Values<double>()[at.Row]).LastOrDefault();
    }

    internal double? Market(string symbol) => Within(internals, symbol, TradingCalendar.Nyse.Previous(day), day)
        .Select(at => (double?)at.Rows["value"].Values<double>()[at.Row]).LastOrDefault();

    /// <summary>Headlines that became known since the close before, and whether they were published since.</summary>
    internal IEnumerable<(string Text, bool IsFresh)> Headlines(string symbol)
    {
        DateOnly before = TradingCalendar.Nyse.Previous(day);
        return Within(news, symbol, before, day).Select(at => (at.Rows["headline"].Text(at.Row)!,
            at.Rows["event_time"].Values<long>()[at.Row] > TradingCalendar.Nyse.CloseMicros(before)));
    }

    /// <summary>Small letters, digits and single spaces, without "pattern".</summary>
    internal static string Plain(string pattern)
    {
        var plain = new StringBuilder();
        foreach (char c in pattern.ToLowerInvariant()) plain.Append(char.IsAsciiLetterOrDigit(c) ? c : ' ');
        string[] words = plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words is [.. var most, "pattern"] ? most : words);
    }

    private int? RowAt(string symbol, double part)
    {
        if (minutes is null) return null;
        double until = Opening + (part * (Closing - Opening));
        return RowsOf(minutes, symbol).Where(row => minutes["known_at"].Values<long>()[row] <= until)
            .Select(row => (int?)row).LastOrDefault();
    }

    private IEnumerable<(RecordBatch Rows, int Row)> Within(
        IReadOnlyList<RecordBatch> batches, string symbol, DateOnly after, DateOnly until)
    {
        long start = TradingCalendar.Nyse.CloseMicros(after), end = TradingCalendar.Nyse.CloseMicros(until);
        return from rows in batches
               from row in RowsOf(rows, symbol)
               let known = rows["known_at"].Values<long>()[row]
               where known > start && known <= end
               select (rows, row);
    }

    private IEnumerable<int> RowsOf(RecordBatch rows, string symbol)
    {
        if (!_rows.TryGetValue(rows, out ILookup<string, int>? lookup))
        {
            lookup = Enumerable.Range(0, rows.Length).ToLookup(row => rows["symbol"].Text(row)!);
            _rows.Add(rows, lookup);
        }

        return lookup[symbol];
    }

    private static int? Known(RecordBatch rows, string variable, int row) =>
        rows[variable].Values<sbyte>()[row] is >= 0 and var level ? level : null;
}
