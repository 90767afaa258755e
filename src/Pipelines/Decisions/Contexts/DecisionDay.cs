using System.Text;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Decisions.Features;
using Tauric.Pipelines.Decisions.Inputs;

namespace Tauric.Pipelines.Decisions.Contexts;

/// <summary>
/// The decisions of a day and what may be known to them: ticks of the day and the one before, scores of eight days, the
/// daily states of a month.
/// </summary>
/// <remarks>Sealed against the future by the engine that reads it: rows known after a decision lie here, and are cut.
/// </remarks>
internal sealed class DecisionDay
{
    private const int SentimentDays = 7;
    private const int StateDays = 31;

    private readonly Dictionary<string, SymbolTicks> _ticks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RecordBatch> _states;
    private readonly string _market;
    private readonly RecordBatch? _decisions;

    public DecisionDay(Work work, string market)
    {
        _market = market;
        _decisions = work.Rows(DecisionInputs.Decisions).Select(rows => rows.Rows).FirstOrDefault();
        _states = work.Rows(ContextDatasets.DailyStates)
            .ToDictionary(read => read.Read.Key, read => read.Rows, StringComparer.Ordinal);
        var symbols = new HashSet<string>(StringComparer.Ordinal) { market };
        for (int row = 0; row < Count; row++) symbols.Add(_decisions!["symbol"].Text(row)!);
        Load(work, DecisionInputs.Trades, symbols,
            (ticks, rows, start, count) => ticks.Trades.Append(rows, start, count));
        Load(work, DecisionInputs.Quotes, symbols,
            (ticks, rows, start, count) => ticks.Quotes.Append(rows, start, count));
        Load(work, DecisionInputs.Depth, symbols,
            (ticks, rows, start, count) => ticks.AppendDepth(rows, start, count));
        Load(work, DecisionInputs.Sentiment, symbols,
            (ticks, rows, start, count) => ticks.Sentiment.Append(rows, start, count));
    }

    public int Count => _decisions?.Length ?? 0;

    /// <summary>A partition a day that has decisions.</summary>
    public static IEnumerable<Partition> Plan(IPartitionKeys upstream, params IReadOnlyList<Read> more)
    {
        string[] states = [.. upstream.Of(ContextDatasets.DailyStates)];
        foreach (string key in upstream.Of(DecisionInputs.Decisions))
        {
            DateOnly day = Day.Parse(key);
            long end = UtcMicros.From(day.AddDays(1)) - 1, month = end - (StateDays * UtcMicros.PerDay);
            Read[] reads =
            [
                new(DecisionInputs.Decisions, key),
                .. Before(upstream, DecisionInputs.Trades, key, 1), .. Before(upstream, DecisionInputs.Quotes, key, 1),
                .. Before(upstream, DecisionInputs.Depth, key, 1),
                .. Before(upstream, DecisionInputs.Sentiment, key, SentimentDays),
                .. states.Select(symbol => new Read(ContextDatasets.DailyStates, symbol, month, end)),
                .. more.Select(read => read with { Until = end }),
            ];
            yield return new Partition(key, reads, new Scope(null, day, day));
        }
    }

    public FeatureInputs At(int row)
    {
        DecisionRow decision = DecisionRow.At(_decisions!, row);
        SymbolTicks ticks = _ticks.GetValueOrDefault(decision.Symbol) ?? new SymbolTicks();
        return new FeatureInputs(decision, ticks)
        {
            Market = _ticks.GetValueOrDefault(_market),
            Daily = StateAt(decision.Symbol, decision.EventTime),
            MarketDaily = StateAt(_market, decision.EventTime),
        };
    }

    /// <summary>Appends what every context begins with: id, symbol and times of the decision.</summary>
    public void AppendDecision(BatchBuilder rows, int row)
    {
        for (int c = 0; c < 4; c++) rows[c].AppendFrom(_decisions![rows.Schema[c].Name], row);
    }

    private static IEnumerable<Read> Before(IPartitionKeys upstream, Dataset dataset, string key, int days)
    {
        var there = upstream.Of(dataset).ToHashSet(StringComparer.Ordinal);
        for (int back = days; back >= 0; back--)
        {
            if (there.Contains(Day.Before(key, back))) yield return new Read(dataset, Day.Before(key, back));
        }
    }

    private void Load(
        Work work, Dataset dataset, HashSet<string> symbols, Action<SymbolTicks, RecordBatch, int, int> append)
    {
        foreach (ReadRows read in work.Rows(dataset))
        {
            Column names = read.Rows["symbol"];
            for (int start = 0, end; start < read.Rows.Length; start = end)
            {
                ReadOnlySpan<byte> name = names.Bytes(start);
                for (end = start + 1; end < read.Rows.Length && names.Bytes(end).SequenceEqual(name);) end++;
                string symbol = Encoding.UTF8.GetString(name);
                if (!symbols.Contains(symbol)) continue;
                if (!_ticks.TryGetValue(symbol, out SymbolTicks? ticks)) _ticks.Add(symbol, ticks = new SymbolTicks());
                append(ticks, read.Rows, start, end - start);
            }
        }
    }

    private DailyState? StateAt(string symbol, long micros)
    {
        if (!_states.TryGetValue(symbol, out RecordBatch? rows)) return null;
        int row = RowIndex.Between(rows["known_at"].Values<long>(), long.MinValue, micros).End.Value - 1;
        if (row < 0) return null;
        double[] values = [.. DailyState.Numbers.Select(name =>
            rows[name].IsNull(row) ? double.NaN : rows[name].Values<double>()[row])];
        return DailyState.Of(values, rows["market_regime"].Text(row), rows["trend"].Text(row),
            rows["volatility"].Text(row));
    }
}
