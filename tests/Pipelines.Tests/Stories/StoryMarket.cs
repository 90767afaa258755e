using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Stories;

namespace Tauric.Pipelines.Tests.Stories;

/// <summary>Bars as they would have been normalised: drawn, or as a test wants them.</summary>
internal sealed class StoryMarket
{
    public static readonly DateOnly First = new(2024, 1, 2);

    private readonly SortedDictionary<(long KnownAt, string Symbol), Quote> _daily = [];
    private readonly SortedDictionary<string, SortedDictionary<(string Symbol, long KnownAt), Quote>> _minutes =
        new(StringComparer.Ordinal);

    public StoryMarket(int sessions)
    {
        var days = new List<DateOnly>();
        for (DateOnly day = First; days.Count < sessions; day = TradingCalendar.Nyse.Next(day)) days.Add(day);
        Sessions = days;
    }

    public IReadOnlyList<DateOnly> Sessions { get; }

    /// <summary>A market that walks: daily bars of every session, minute bars of the last ones.</summary>
    public static StoryMarket Drawn(
        long seed, int sessions, int minuteSessions = 0, int minutes = 40, params string[] symbols)
    {
        var market = new StoryMarket(sessions);
        foreach (string symbol in symbols)
        {
            var random = CounterRandom.For(seed, "market", symbol);
            double price = 50 + (100 * random.NextUniform());
            foreach (DateOnly day in market.Sessions)
                market.SetDay(symbol, day, Quote.Next(ref price, 0.02, ref random));
            foreach (DateOnly day in market.Sessions.TakeLast(minuteSessions))
                for (int minute = 0; minute < minutes; minute++)
                    market.SetMinute(symbol, day, minute, Quote.Next(ref price, 0.001, ref random));
        }

        return market;
    }

    public void SetDay(string symbol, DateOnly day, Quote? quote) =>
        Set(_daily, (TradingCalendar.Nyse.CloseMicros(day), symbol), quote);

    public void SetMinute(string symbol, DateOnly day, int minute, Quote? quote)
    {
        string key = StorySessions.Text(day);
        if (!_minutes.TryGetValue(key, out var bars)) _minutes.Add(key, bars = []);
        Set(bars, (symbol, Known(day, minute)), quote);
    }

    public Quote Day(string symbol, DateOnly day) => _daily[(TradingCalendar.Nyse.CloseMicros(day), symbol)];

    public Quote Minute(string symbol, DateOnly day, int minute) =>
        _minutes[StorySessions.Text(day)][(symbol, Known(day, minute))];

    /// <summary>Puts what was known up to an instant.</summary>
    public void Put(StepHarness store, long until = long.MaxValue)
    {
        foreach ((Dataset dataset, string key, RecordBatch rows) in Partitions(until)) store.Put(dataset, key, rows);
    }

    /// <summary>What was known up to an instant; the caller disposes.</summary>
    public IEnumerable<(Dataset Dataset, string Key, RecordBatch Rows)> Partitions(long until = long.MaxValue)
    {
        foreach (var month in _daily.Where(b => b.Key.KnownAt <= until)
            .GroupBy(b => MarketTime.EasternDate(b.Key.KnownAt).ToString("yyyy-MM")))
            yield return (MarketDatasets.Daily, month.Key,
                Batch(month.Select(b => (b.Key.Symbol, b.Key.KnownAt, b.Key.KnownAt, b.Value))));
        foreach ((string day, var bars) in _minutes)
        {
            var known = bars.Where(b => b.Key.KnownAt <= until).ToList();
            if (known.Count > 0) yield return (MarketDatasets.Minutes, day, Batch(known.Select(b =>
                (b.Key.Symbol, b.Key.KnownAt - (60 * UtcMicros.PerSecond), b.Key.KnownAt, b.Value))));
        }
    }

    private static long Known(DateOnly day, int minute) =>
        TradingCalendar.Nyse.OpenMicros(day) + ((minute + 1) * 60 * UtcMicros.PerSecond);

    private static void Set<TKey>(SortedDictionary<TKey, Quote> bars, TKey key, Quote? quote)
        where TKey : notnull
    {
        bars.Remove(key);
        if (quote is { } q) bars.Add(key, q);
    }

    private static RecordBatch Batch(IEnumerable<(string Symbol, long EventTime, long KnownAt, Quote Quote)> bars)
    {
        using var builder = new BatchBuilder(MarketDatasets.Daily.Schema);
        foreach ((string symbol, long time, long known, Quote quote) in bars)
        {
            builder["symbol"].AppendText(symbol);
            builder["event_time"].Append(time);
            builder["known_at"].Append(known);
            builder["open"].Append(quote.Open);
            builder["high"].Append(quote.High);
            builder["low"].Append(quote.Low);
            builder["close"].Append(quote.Close);
            builder["volume"].Append(quote.Volume);
        }

        return builder.Build();
    }
}

internal readonly record struct Quote(double Open, double High, double Low, double Close, double Volume)
{
    public static Quote Flat(double price, double volume = 1000) => new(price, price, price, price, volume);

    public static Quote Next(ref double price, double step, ref CounterRandom random)
    {
        double open = price, close = open * (1 + (step * ((2 * random.NextUniform()) - 1)));
        price = close;
        return new Quote(open, Math.Max(open, close) * (1 + (step / 4)), Math.Min(open, close) * (1 - (step / 4)),
            close, 1000 + random.NextInt(9000));
    }
}
