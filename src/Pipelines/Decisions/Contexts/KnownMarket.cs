using System.Text;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Decisions.Features;
using Tauric.Pipelines.Decisions.Inputs;

namespace Tauric.Pipelines.Decisions.Contexts;

/// <summary>
/// What the market showed, by symbol, for whatever decision comes. It may go on past a decision: what a decision is
/// given of it is cut there. Read by many threads once it is filled.
/// </summary>
/// <param name="market">The symbol whose return is the market's.</param>
public sealed class KnownMarket(string market)
{
    /// <summary>Datasets <see cref="Add"/> takes.</summary>
    public static readonly IReadOnlyList<Dataset> Ticks =
        [DecisionInputs.Trades, DecisionInputs.Quotes, DecisionInputs.Depth, DecisionInputs.Sentiment];

    private readonly Dictionary<string, SymbolTicks> _ticks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RecordBatch> _states = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, RecordBatch> _series = new(StringComparer.Ordinal);

    /// <summary>Rows of trades, quotes, depth or sentiment, sorted by symbol, then when known; later ones
    /// last.</summary>
    /// <param name="symbols">Those wanted; null for all.</param>
    public void Add(Dataset dataset, RecordBatch rows, IReadOnlySet<string>? symbols = null)
    {
        Column names = rows["symbol"];
        for (int start = 0, end; start < rows.Length; start = end)
        {
            ReadOnlySpan<byte> name = names.Bytes(start);
            for (end = start + 1; end < rows.Length && names.Bytes(end).SequenceEqual(name);) end++;
            string symbol = Encoding.UTF8.GetString(name);
            if (symbols?.Contains(symbol) is false) continue;
            if (!_ticks.TryGetValue(symbol, out SymbolTicks? ticks)) _ticks.Add(symbol, ticks = new SymbolTicks());
            if (dataset == DecisionInputs.Depth) ticks.AppendDepth(rows, start, end - start);
            else ColumnsOf(ticks, dataset).Append(rows, start, end - start);
        }
    }

    /// <summary>Daily states of a symbol, in time order. Borrowed.</summary>
    public void AddStates(string symbol, RecordBatch rows) => _states[symbol] = rows;

    /// <summary>An economic series, by when its values were known. Borrowed.</summary>
    public void AddSeries(string name, RecordBatch rows) => _series[name] = rows;

    public FeatureInputs At(DecisionRow decision) =>
        new(decision, _ticks.GetValueOrDefault(decision.Symbol) ?? new SymbolTicks())
        {
            Market = _ticks.GetValueOrDefault(market),
            Daily = StateAt(decision.Symbol, decision.EventTime),
            MarketDaily = StateAt(market, decision.EventTime),
        };

    /// <summary>Of each series the latest period that was known, and of that the latest vintage.</summary>
    public SortedDictionary<string, double> Economy(long micros)
    {
        var values = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach ((string name, RecordBatch series) in _series)
        {
            ReadOnlySpan<long> known = series["known_at"].Values<long>(), period = series["event_time"].Values<long>();
            int end = RowIndex.Between(known, long.MinValue, micros).End.Value, latest = -1;
            for (int row = 0; row < end; row++) latest = latest < 0 || period[row] >= period[latest] ? row : latest;
            if (latest >= 0) values.Add(name, series["value"].Values<double>()[latest]);
        }

        return values;
    }

    private static TickColumns ColumnsOf(SymbolTicks ticks, Dataset dataset) =>
        dataset == DecisionInputs.Trades ? ticks.Trades
        : dataset == DecisionInputs.Quotes ? ticks.Quotes
        : dataset == DecisionInputs.Sentiment ? ticks.Sentiment
        : throw new ArgumentException($"{dataset} is no market data.", nameof(dataset));

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
