using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Stories;

/// <summary>
/// What researchers ask of stories (seed-001, section 4), answered in Arrow batches from the frames of a data root.
/// Symbols, days and columns are cut where the frames lie; what was not asked for is not read.
/// </summary>
/// <remarks>
/// All answers are of one version: the last when this was made, or the one it was made with. Instants are µs of UTC,
/// a session is a day in New York. The caller disposes the batches. Every question throws
/// <see cref="UsageException"/> for symbols, libraries and columns that are not there, and for days that end before
/// they begin; the message says what there is.
/// </remarks>
/// <param name="frames">Borrowed.</param>
/// <param name="asOf">Null for the last version.</param>
public sealed class StoryQuestions(IFrameStore frames, AsOf? asOf = null)
{
    private static readonly string[] s_stages =
    [
        "prices_daily", "prices_5min", "prices_1min", "price_quality", "price_quality_1min", "indicators_technical",
        "indicators_technical_1min", "fuzzy_sets", "fuzzy_sets_1min", "fuzzy_patterns", "fuzzy_patterns_1min",
        "fuzzy_output", "fuzzy_output_1min", "narrative_components", "assembled_stories", "story_training_data",
        "predicted_stories", "validated_stories", "extracted_signals", "story_performance", "portfolio_integration",
    ];

    private static readonly string[] s_fuzzy = ["fuzzy_output", "fuzzy_sets", "fuzzy_patterns"];

    private readonly StoryFrames _frames = new(frames, asOf);

    /// <summary>
    /// The rows of every stage of a symbol and session, by library, raw prices first: columns as
    /// <see cref="MarketDatasets"/> and <see cref="StoryDatasets"/> have them. Stages not run yet are left out, and
    /// news, which lies in Parquet.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, RecordBatch>> Pipeline(string symbol, DateOnly session)
    {
        TimeRange day = new StoryDays(session, session).Range;
        var stages = new List<KeyValuePair<string, RecordBatch>>();
        foreach (string library in s_stages)
            if (_frames.Find(library, symbol, day) is { } rows) stages.Add(KeyValuePair.Create(library, rows));
        return stages.Count > 0 ? stages : throw _frames.NoSymbol(s_stages[0], symbol);
    }

    /// <summary>
    /// Training sequences as <see cref="StoryDatasets.Training"/> has them, by target session, then symbol.
    /// </summary>
    /// <param name="symbols">Names or patterns (<c>A*</c>) with commas between.</param>
    /// <param name="days">Of targets.</param>
    /// <param name="quality">Least mean quality of the stories of a sequence, in [0, 1].</param>
    /// <param name="columns">Null for all.</param>
    public RecordBatch Sequences(
        string symbols = "*", StoryDays days = default, double quality = 0.7, IReadOnlyList<string>? columns = null)
    {
        RequireShare(nameof(quality), quality);
        const string Judged = "avg_quality_score";
        return Where(StoryDatasets.Training.Name, symbols, days, columns, [Judged],
            (rows, row) => rows[Judged].Values<float>()[row] >= (float)quality);
    }

    /// <summary>
    /// How the signals of a symbol fared, a row a theme: <c>signals</c>, those <c>closed</c>, and of these <c>hits</c>
    /// (a gain), <c>hit_rate</c>, <c>mean_return</c>, <c>worst</c> and <c>best</c> as shares of the price paid, null
    /// where none closed.
    /// </summary>
    /// <param name="lookback">Days back from the symbol's newest signal, at least 1.</param>
    public RecordBatch Performance(string symbol, int lookback = 30)
    {
        if (lookback < 1) throw new UsageException($"lookback: {lookback} days are fewer than 1");
        string library = StoryDatasets.Performance.Name;
        TimeRange days = TimeRange.All;
        using (RecordBatch times = _frames.One(library, symbol, days, [StoryFrames.Time]))
            if (times.Length > 0) days = Back(times[0].Values<long>()[^1], lookback);
        using RecordBatch fared = _frames.One(library, symbol, days, ["sequence_id", "return", "hit"]);
        using RecordBatch signals =
            _frames.One(StoryDatasets.Signals.Name, symbol, days, ["sequence_id", "story_theme"]);
        return ThemePerformance.Of(fared, signals);
    }

    /// <summary>
    /// All that is fuzzy of a symbol, a row a bar: states, degrees and regimes (<see cref="StoryDatasets.Output"/>),
    /// beside them memberships and pattern scores in [0, 1], null where a bar has none.
    /// </summary>
    /// <param name="frequency"><see cref="StoryDatasets.Day"/> or <see cref="StoryDatasets.Minute"/>.</param>
    /// <param name="columns">Null for all.</param>
    public RecordBatch Fuzzy(string symbol, string frequency = StoryDatasets.Day, StoryDays days = default,
        IReadOnlyList<string>? columns = null)
    {
        string[] libraries = [.. s_fuzzy.Select(dataset => StoryDatasets.LibraryOf(dataset, Frequency(frequency)))];
        Schema[] schemas = columns is null ? [] : [.. libraries.Select(library => _frames.SchemaOf(library, symbol))];
        if (columns?.FirstOrDefault(c => schemas.All(s => s.IndexOf(c) < 0)) is { } unknown) throw new UsageException(
            $"There is no column '{unknown}'. There are: "
            + $"{string.Join(", ", schemas.SelectMany(s => s.Fields.Select(f => f.Name)).Distinct())}.");
        RecordBatch all = Read(0);
        for (int i = 1; i < libraries.Length; i++)
        {
            using RecordBatch left = all, right = Read(i);
            all = TimeJoin.Beside(left, right);
        }

        if (columns is null) return all;
        using (all) return all.Select([.. columns]);

        RecordBatch Read(int i) => _frames.One(libraries[i], symbol, days.Range,
            columns is null ? null : [StoryFrames.Time, .. columns.Where(c => schemas[i].IndexOf(c) >= 0)]);
    }

    /// <summary>
    /// One column of many symbols: <c>event_time</c>, then a column a symbol, null where it has no row then.
    /// </summary>
    /// <param name="symbols">Names or patterns (<c>A*</c>) with commas between.</param>
    /// <param name="column">Library and column, like <c>prices_daily.close</c>.</param>
    public RecordBatch Cross(string symbols, string column, StoryDays days = default)
    {
        if (column.Split('.') is not [{ Length: > 0 } library, { Length: > 0 } name])
            throw new UsageException($"column: '{column}' is not like prices_daily.close");
        if (MarketDatasets.InParquet.FirstOrDefault(d => d.Name == library) is not null) throw new UsageException(
            $"{library} lies in Parquet, not in frames. Ask: tauric query "
            + $"\"PIVOT {library} ON symbol USING first({name}) GROUP BY event_time\"");
        SortedDictionary<string, RecordBatch> found =
            _frames.All(library, symbols, days.Range, [StoryFrames.Time, name]);
        try
        {
            return TimeJoin.Cross(name, found);
        }
        finally
        {
            foreach (RecordBatch rows in found.Values) rows.Dispose();
        }
    }

    /// <summary>Symbols and sessions by what their bars are worth, as <see cref="MarketDatasets.Quality"/> has
    /// them.</summary>
    /// <param name="complete">Least share of the bars expected, in [0, 1].</param>
    /// <param name="outliers">Most returns far out, by robust z.</param>
    public RecordBatch Quality(string symbols = "*", string frequency = StoryDatasets.Day, StoryDays days = default,
        double complete = 0, int outliers = int.MaxValue)
    {
        RequireShare(nameof(complete), complete);
        string library = StoryDatasets.LibraryOf(MarketDatasets.Quality.Name, Frequency(frequency));
        return Where(library, symbols, days, null, [], (rows, row) =>
            rows["completeness"].Values<double>()[row] >= complete
            && rows["outliers_robust_z"].Values<int>()[row] <= outliers);
    }

    /// <summary>The rows that are kept, by session, then symbol.</summary>
    /// <param name="judged">Columns that <paramref name="keep"/> looks at.</param>
    private RecordBatch Where(string library, string symbols, StoryDays days, IReadOnlyList<string>? columns,
        string[] judged, Func<RecordBatch, int, bool> keep)
    {
        SortedDictionary<string, RecordBatch> found = _frames.All(
            library, symbols, days.Range, columns is null ? null : [.. columns, StoryFrames.Time, .. judged]);
        try
        {
            Schema schema = found.Values.First().Schema;
            if (found.FirstOrDefault(f => !f.Value.Schema.Equals(schema)).Key is { } other) throw new UsageException(
                $"{library}/{other} has other columns than {library}/{found.Keys.First()}: name symbols or columns "
                + "that go together.");
            using RecordBatch all = Concatenation.Of(schema, [.. found.Values]);
            long[] times = all[StoryFrames.Time].Values<long>().ToArray();
            using RecordBatch kept = Concatenation.Gather(all,
                [.. Enumerable.Range(0, all.Length).Where(row => keep(all, row)).OrderBy(row => times[row])]);
            return columns is null ? kept.Retain() : kept.Select([.. columns]);
        }
        finally
        {
            foreach (RecordBatch rows in found.Values) rows.Dispose();
        }
    }

    private static TimeRange Back(long last, int days) =>
        new(last - (Math.Min(days, 1_000_000) * UtcMicros.PerDay) + 1, last);

    private static string Frequency(string frequency) => frequency is StoryDatasets.Day or StoryDatasets.Minute
        ? frequency
        : throw new UsageException(
            $"frequency: '{frequency}' is not one of {StoryDatasets.Day}, {StoryDatasets.Minute}");

    private static void RequireShare(string name, double value)
    {
        if (value is not (>= 0 and <= 1)) throw new UsageException(FormattableString.Invariant(
            $"{name}: {value} is not in [0, 1]"));
    }
}
