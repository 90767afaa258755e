using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Decisions.Features;
using Tauric.Pipelines.Decisions.Inputs;
using Tauric.Pipelines.Feeds;

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

    private readonly KnownMarket _market;
    private readonly RecordBatch? _decisions;
    private readonly Column[] _features;

    public DecisionDay(Work work, string market)
    {
        _decisions = work.Rows(DecisionInputs.Decisions).Select(rows => rows.Rows).FirstOrDefault();
        RecordBatch? features = work.Rows(ContextDatasets.Features).Select(rows => rows.Rows).FirstOrDefault();
        _features = features is null ? [] : [.. FeatureEngine.Columns.Select(column => features[column.Name])];
        _market = new KnownMarket(market);
        var symbols = new HashSet<string>(StringComparer.Ordinal) { market };
        for (int row = 0; row < Count; row++) symbols.Add(_decisions!["symbol"].Text(row)!);
        foreach (Dataset dataset in KnownMarket.Ticks)
            foreach (ReadRows read in work.Rows(dataset)) _market.Add(dataset, read.Rows, symbols);
        foreach (ReadRows read in work.Rows(ContextDatasets.DailyStates))
            _market.AddStates(read.Read.Key, read.Rows);
        foreach (ReadRows read in work.Rows(Canonical.Macro)) _market.AddSeries(read.Read.Key, read.Rows);
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

    public FeatureInputs At(int row) => _market.At(DecisionRow.At(_decisions!, row));

    /// <summary>The features stored of a decision: NaN where one is null. A row a decision, in their order.</summary>
    public void FeaturesOf(int row, Span<double> values)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = _features[i].IsNull(row) ? double.NaN : _features[i].Values<double>()[row];
    }

    /// <summary>Last values known of every economic series that the step reads.</summary>
    public SortedDictionary<string, double> Economy(long micros) => _market.Economy(micros);

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
}
