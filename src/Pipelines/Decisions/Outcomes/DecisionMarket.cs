using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Kernels.Labels;

namespace Tauric.Pipelines.Decisions.Outcomes;

/// <summary>What a symbol's market and fills did around decisions, and the benchmark's meanwhile.</summary>
internal sealed class DecisionMarket
{
    private readonly IReadOnlyList<ReadRows> _fills;
    private readonly SymbolSeries _quotes, _trades, _benchmark;
    private readonly bool _hasBenchmark;
    private readonly long _observedUntil;
    private (Range[] Days, ReadRows[] Rows) _symbolFills;

    public DecisionMarket(Work work, string? benchmark)
    {
        IReadOnlyList<ReadRows> quotes = work.Rows(DecisionInputs.Quotes), trades = work.Rows(DecisionInputs.Trades);
        _fills = work.Rows(DecisionInputs.Fills);
        _quotes = new SymbolSeries(quotes, "bid", "ask");
        _trades = new SymbolSeries(trades, "price", "size");
        _benchmark = new SymbolSeries(quotes, "bid", "ask");
        _hasBenchmark = benchmark is not null;
        if (benchmark is not null) _benchmark.Load(benchmark);
        _observedUntil = Math.Max(LastKnown(quotes), LastKnown(trades));
    }

    /// <summary>Decisions measured next are of this symbol.</summary>
    public void Load(ReadOnlySpan<byte> symbol)
    {
        _quotes.Load(symbol);
        _trades.Load(symbol);
        var days = new Range[_fills.Count];
        for (int day = 0; day < days.Length; day++) days[day] = SymbolRows.Find(_fills[day].Rows["symbol"], symbol);
        _symbolFills = (days, [.. _fills]);
    }

    public OutcomeFact Measure(RecordBatch decisions, int row)
    {
        long decided = decisions["event_time"].Values<long>()[row];
        long end = decided + (decisions["lookahead_minutes"].Values<int>()[row] * 60 * UtcMicros.PerSecond);
        var fact = new OutcomeFact
        {
            Side = (Side)decisions["side"].Values<sbyte>()[row],
            Quantity = decisions["quantity"].Values<double>()[row],
            EventTime = decided,
            ArrivalTime = decisions["known_at"].Values<long>()[row],
            EndTime = end,
            ObservedUntil = _observedUntil,
        };
        double given = decisions["decision_price"].MaybeAt(row);
        return WithFills(WithPrices(fact, given), decisions["decision_id"].Bytes(row));
    }

    private OutcomeFact WithPrices(in OutcomeFact fact, double given)
    {
        int decided = _quotes.CountUntil(fact.EventTime) - 1, end = _quotes.CountUntil(fact.EndTime) - 1;
        var path = Lookahead.Of(
            _quotes.Times, _quotes.First, _quotes.Second, decided, fact.EventTime, fact.EndTime);
        return fact with
        {
            DecisionMid = double.IsNaN(given) ? MidAt(_quotes, decided) : given,
            DecisionQuoteAgeSeconds = double.IsNaN(given) ? Age(decided, fact.EventTime) : 0,
            ArrivalMid = MidAt(_quotes, _quotes.CountUntil(fact.ArrivalTime) - 1),
            EndMid = MidAt(_quotes, end),
            EndQuoteAgeSeconds = Age(end, fact.EndTime),
            Vwap = VwapOf(fact),
            Twap = path.Twap,
            HighMid = path.High,
            LowMid = path.Low,
            VolatilityBps = path.VolatilityBps,
            Close = CloseOf(fact.EventTime),
            BenchmarkReturnBps = BenchmarkReturnOf(fact),
        };
    }

    private OutcomeFact WithFills(in OutcomeFact fact, ReadOnlySpan<byte> decisionId)
    {
        int fills = 0;
        double filled = 0, notional = 0, fees = 0;
        for (int day = 0; day < _symbolFills.Days.Length; day++)
        {
            RecordBatch rows = _symbolFills.Rows[day].Rows;
            (int start, int count) = _symbolFills.Days[day].GetOffsetAndLength(rows.Length);
            ReadOnlySpan<long> times = rows["known_at"].Values<long>();
            ReadOnlySpan<double> prices = rows["price"].Values<double>();
            ReadOnlySpan<double> quantities = rows["quantity"].Values<double>(), fee = rows["fee"].Values<double>();
            Column ids = rows["decision_id"];
            int first = times.Slice(start, count).BinarySearch(fact.EventTime);
            first = first < 0 ? ~first : first;
            while (first > 0 && times[start + first - 1] == fact.EventTime) first--;
            for (int i = start + first; i < start + count && times[i] <= fact.EndTime; i++)
            {
                if (!ids.Bytes(i).SequenceEqual(decisionId)) continue;
                fills++;
                filled += quantities[i];
                notional += quantities[i] * prices[i];
                fees += fee[i];
            }
        }

        return fact with { Fills = fills, FilledQuantity = filled, FillNotional = notional, Fees = fees };
    }

    private double VwapOf(in OutcomeFact fact)
    {
        double notional = 0, volume = 0;
        int end = _trades.CountUntil(fact.EndTime);
        for (int i = _trades.CountUntil(fact.EventTime); i < end; i++)
        {
            notional += _trades.First[i] * _trades.Second[i];
            volume += _trades.Second[i];
        }

        return volume > 0 ? notional / volume : double.NaN;
    }

    /// <summary>Of the New York session it was decided in; NaN outside of sessions and until it has closed.</summary>
    private double CloseOf(long decided)
    {
        DateOnly day = MarketTime.EasternDate(decided);
        if (!TradingCalendar.Nyse.IsTradingDay(day)) return double.NaN;
        long close = TradingCalendar.Nyse.CloseMicros(day);
        int last = _trades.CountUntil(close) - 1;
        bool isSession = decided <= close && close <= _observedUntil;
        return isSession && last >= 0 && _trades.Times[last] >= TradingCalendar.Nyse.OpenMicros(day)
            ? _trades.First[last]
            : double.NaN;
    }

    private double BenchmarkReturnOf(in OutcomeFact fact)
    {
        if (!_hasBenchmark) return 0;
        double start = MidAt(_benchmark, _benchmark.CountUntil(fact.EventTime) - 1);
        double end = MidAt(_benchmark, _benchmark.CountUntil(fact.EndTime) - 1);
        return (end - start) / start * 10_000;
    }

    private double Age(int quote, long at) =>
        quote < 0 ? double.NaN : (double)(at - _quotes.Times[quote]) / UtcMicros.PerSecond;

    private static double MidAt(SymbolSeries quotes, int row) =>
        row < 0 ? double.NaN : Lookahead.Mid(quotes.First[row], quotes.Second[row]);

    private static long LastKnown(IReadOnlyList<ReadRows> days)
    {
        long last = 0;
        foreach (ReadRows day in days)
            foreach (long time in day.Rows["known_at"].Values<long>()) last = Math.Max(last, time);
        return last;
    }
}
