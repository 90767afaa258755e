using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Engine.Inference;
using Tauric.Engine.Time;
using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Stories.Telling;

namespace Tauric.Pipelines.Tests.Stories.Telling;

/// <summary>What stories of one session are told from, row by row and by hand; told and read back.</summary>
internal sealed class ToldMarket : IDisposable
{
    public static readonly DateOnly Friday = new(2025, 3, 14);

    private readonly List<object?[]> _days = [];
    private readonly List<object?[]> _minutes = [];
    private readonly List<object?[]> _bars = [];
    private readonly List<object?[]> _news = [];
    private readonly List<object?[]> _internals = [];

    public StoriesOptions Options { get; init; } = new();

    public DateOnly Session { get; init; } = Friday;

    public int BatchRowsMax { get; init; } = 1024;

    private StepHarness? _store;

    /// <summary>Of the last telling.</summary>
    public StepResult Components { get; private set; } = new();

    /// <summary>Of the last telling.</summary>
    public StepResult Stories { get; private set; } = new();

    public string Story => Assert.Single(Stories.All("story_text"));

    private static TradingCalendar Calendar => TradingCalendar.Nyse;

    private string Key => StorySession(Session);

    /// <summary>A time of day of the session or another one, µs.</summary>
    public long At(int hour, int minute, DateOnly? day = null) =>
        MarketTime.ToUtcMicros(day ?? Session, new TimeOnly(hour, minute));

    /// <param name="states">Price, volume, momentum, volatility, trend; −1 while it warms up.</param>
    public ToldMarket Day(
        string symbol, int[] states, string pattern = "", float degree = 0.7f, float confidence = 0.7f)
    {
        _days.Add(States(symbol, Calendar.OpenMicros(Session), Calendar.CloseMicros(Session), states, pattern, degree,
            confidence));
        return this;
    }

    /// <summary>A minute from a time of day.</summary>
    public ToldMarket Minute(string symbol, int hour, int minute, int[] states, string pattern = "")
    {
        long start = At(hour, minute);
        _minutes.Add(States(symbol, start, start + 60_000_000, states, pattern, 0.7f, 0.7f));
        return this;
    }

    /// <summary>A daily bar some sessions back; negative for one after.</summary>
    public ToldMarket Bar(string symbol, int back, double close, double volume = 1000)
    {
        DateOnly day = Session;
        for (int i = 0; i < Math.Abs(back); i++) day = back > 0 ? Calendar.Previous(day) : Calendar.Next(day);
        _bars.Add([symbol, Calendar.OpenMicros(day), Calendar.CloseMicros(day), close, close, close, close, volume]);
        return this;
    }

    /// <summary>A headline known at an instant, published then or before.</summary>
    public ToldMarket News(string symbol, string headline, long knownAt, long? published = null)
    {
        _news.Add([symbol, published ?? knownAt, knownAt, $"n{_news.Count}", headline, null, "Wire", "raw"]);
        return this;
    }

    public ToldMarket Internal(string symbol, double value, long? knownAt = null)
    {
        long at = knownAt ?? Calendar.CloseMicros(Session);
        _internals.Add([symbol, at, at, value, "raw"]);
        return this;
    }

    /// <summary>Tells the session, and has every story read: what the reader objects to.</summary>
    public IReadOnlyList<string> Tell(ITextModel? model = null)
    {
        _store?.Dispose();
        _store = new StepHarness { BatchRowsMax = BatchRowsMax };
        _store.Put(StoryDatasets.Output, $"daily/{Key}", Batch(StoryDatasets.Output, BySymbol(_days)));
        if (_minutes.Count > 0)
            _store.Put(StoryDatasets.Output, $"1min/{Key}", Batch(StoryDatasets.Output, BySymbol(_minutes)));
        PutMonths(MarketDatasets.Daily, _bars);
        PutMonths(MarketDatasets.News, _news);
        PutMonths(MarketDatasets.Internals, _internals);
        using var asker = new TextAsker(model ?? new RuleModel());
        Components = _store.Run(new NarrateComponents(Options));
        Stories = _store.Run(new AssembleStories(asker, Options));
        return Reread();
    }

    /// <summary>What a reader objects to in the stories told, by the rows there are now.</summary>
    public IReadOnlyList<string> Reread() => Read([.. Stories.Rows.Select(row => row.Fields)]);

    /// <summary>What a reader objects to in other words of one.</summary>
    public IReadOnlyList<string> Read(string symbol, string story, string bias, string theme) =>
        Read(new Dictionary<string, string>
        {
            ["symbol"] = symbol,
            ["story_text"] = story,
            ["directional_bias"] = bias,
            ["story_theme"] = theme,
        });

    private IReadOnlyList<string> Read(params IReadOnlyDictionary<string, string>[] stories)
    {
        using RecordBatch days = Batch(StoryDatasets.Output, BySymbol(_days));
        using RecordBatch minutes = Batch(StoryDatasets.Output, BySymbol(_minutes));
        using RecordBatch bars = Batch(MarketDatasets.Daily, _bars);
        using RecordBatch news = Batch(MarketDatasets.News, _news);
        using RecordBatch internals = Batch(MarketDatasets.Internals, _internals);
        var reader = new StoryReader(new StoryEvidence(Session, days, minutes, [bars], [news], [internals]));
        return [.. stories.SelectMany(story => reader.Objections(
            story["symbol"], story["story_text"], story["directional_bias"], story["story_theme"]))];
    }

    /// <summary>Changes a level of the first day, as an error in the data would.</summary>
    public void Flip(int variable, int level) => _days[0][3 + (2 * variable)] = (sbyte)level;

    public void FlipDegree(int variable, float degree) => _days[0][4 + (2 * variable)] = degree;

    public void FlipMinutes(int variable, int level) =>
        _minutes.ForEach(row => row[3 + (2 * variable)] = (sbyte)level);

    public void FlipPatterns(string pattern)
    {
        foreach (object?[] row in _days.Concat(_minutes)) row[13] = pattern;
    }

    public void FlipBar(int bar, double value, bool isVolume = false) => _bars[bar][isVolume ? 7 : 6] = value;

    public void FlipNews(int row, string headline) => _news[row][4] = headline;

    public void FlipInternal(int row, double value) => _internals[row][3] = value;

    /// <summary>A session with all there can be: a rise that sped up, against the last twenty sessions.</summary>
    public ToldMarket Whole(string symbol, int[]? states = null) => this
        .Day(symbol, states ?? [3, 3, 4, 1, 2], "breakout")
        .Minute(symbol, 9, 50, [2, 2, 1, 2, 2]).Minute(symbol, 12, 40, [2, 2, 2, 2, 2])
        .Minute(symbol, 13, 5, [3, 2, 3, 2, 1], "consolidation").Minute(symbol, 15, 59, [2, 2, 3, 3, 2])
        .Bar(symbol, 0, 101.24, 1370).Bar(symbol, 1, 100).Bar(symbol, 5, 99).Bar(symbol, 20, 104)
        .News(symbol, "Profit beats “all” hopes; shares up", At(10, 2))
        .News(symbol, "An upgrade", At(11, 2), At(9, 0, Calendar.Previous(Session)));

    /// <summary>Breadth and fear of the market.</summary>
    public ToldMarket Internals() => Internal("VIX", 18.35).Internal("TICK", -312).Internal("TRIN", 0.856);

    public void Dispose() => _store?.Dispose();

    private static string StorySession(DateOnly day) => day.ToString("yyyy-MM-dd");

    private static object?[] States(string symbol, long start, long end, int[] states, string pattern, float degree,
        float confidence) =>
    [
        symbol, start, end,
        .. states.SelectMany(s => new object?[] { (sbyte)s, s < 0 ? null : degree }),
        pattern, pattern.Length == 0 ? 0f : 0.8f, "neutral", "medium", confidence,
    ];

    private void PutMonths(Dataset dataset, List<object?[]> rows)
    {
        foreach (var month in rows.GroupBy(row => StorySession(MarketTime.EasternDate((long)row[2]!))[..7]))
        {
            var sorted = month.OrderBy(row => (long)row[2]!).ThenBy(row => (string)row[0]!, StringComparer.Ordinal);
            _store!.Put(dataset, month.Key, Batch(dataset, [.. sorted]));
        }
    }

    private static List<object?[]> BySymbol(List<object?[]> rows) =>
        [.. rows.OrderBy(row => (string)row[0]!, StringComparer.Ordinal).ThenBy(row => (long)row[1]!)];

    private static RecordBatch Batch(Dataset dataset, IReadOnlyList<object?[]> rows)
    {
        using var builder = new BatchBuilder(dataset.Schema);
        foreach (object?[] row in rows)
        {
            for (int c = 0; c < row.Length; c++)
            {
                switch (row[c])
                {
                    case null: builder[c].AppendNull(); break;
                    case string text: builder[c].AppendText(text); break;
                    case long time: builder[c].Append(time); break;
                    case double number: builder[c].Append(number); break;
                    case float degree: builder[c].Append(degree); break;
                    case sbyte level: builder[c].Append(level); break;
                    case var other: throw new BugException($"{other}");
                }
            }
        }

        return builder.Build();
    }
}
