using System.Globalization;
using Tauric.Adapters.Frames;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Host.Query;
using Tauric.Host.Sample.Market;
using Tauric.Pipelines.Stories;

namespace Tauric.Host.Tests.Proofs;

/// <summary>
/// Questions about a run of the stories system: what the library answers is what SQL over whole packs says, and the
/// command line shows it.
/// </summary>
public sealed class StoryQuestionsTests(StoryQuestionsTests.Run run) : IClassFixture<StoryQuestionsTests.Run>
{
    private static readonly DateOnly s_day = new(2024, 11, 27);
    private static readonly StoryDays s_days = new(new DateOnly(2024, 11, 20), s_day);

    [Fact]
    public void A_pipeline_has_the_rows_of_every_stage()
    {
        IReadOnlyList<KeyValuePair<string, RecordBatch>> stages = Ask(q => q.Pipeline("AAPL", s_day));
        string[] seed = ["prices_1min", "indicators_technical", "fuzzy_sets", "fuzzy_patterns", "assembled_stories",
            "extracted_signals"];
        Assert.Equal(seed, seed.Intersect(stages.Select(s => s.Key)));
        Assert.Equal(21, stages.Count);
        foreach ((string library, RecordBatch rows) in stages)
        {
            bool isMinute = library.EndsWith("_1min", StringComparison.Ordinal) && library != "prices_1min";
            string dataset = isMinute ? library[..^5] : library;
            bool isDaily = dataset.StartsWith("fuzzy_", StringComparison.Ordinal)
                || dataset is "price_quality" or "indicators_technical";
            string which = isDaily ? $"AND frequency = '{(isMinute ? "1min" : "daily")}'" : "";
            Same($"SELECT {(isDaily ? "* EXCLUDE (frequency)" : "*")} FROM {dataset} WHERE symbol = 'AAPL' "
                + $"AND known_at::DATE = '2024-11-27' {which} ORDER BY event_time", rows);
        }
    }

    [Fact]
    public void Sequences_are_cut_by_symbol_session_quality_and_column()
    {
        const string From = "FROM story_training_data WHERE known_at::DATE BETWEEN '2024-11-20' AND '2024-11-27' "
            + "AND symbol LIKE 'A%' AND avg_quality_score >= 0.8::FLOAT ORDER BY known_at, symbol";
        Same($"SELECT * {From}", Ask(q => q.Sequences("A*", s_days, 0.8)));
        Same($"SELECT target_story, split {From}",
            Ask(q => q.Sequences("A*", s_days, 0.8, ["target_story", "split"])));
        Same("SELECT symbol FROM story_training_data ORDER BY known_at, symbol",
            Ask(q => q.Sequences("NVDA, *", quality: 0, columns: ["symbol"])));
    }

    [Fact]
    public void Performance_looks_back_from_the_newest_signal() => Same(
        """
        WITH mine AS (SELECT p.*, s.story_theme FROM story_performance p
            JOIN extracted_signals s USING (symbol, sequence_id) WHERE symbol = 'AAPL')
        SELECT story_theme, count(*) AS signals, count("return") AS closed, count(*) FILTER (hit) AS hits,
            avg(hit::INTEGER) AS hit_rate, avg("return") AS mean_return, min("return") AS worst, max("return") AS best
        FROM mine WHERE known_at > (SELECT max(known_at) FROM mine) - INTERVAL 12 DAY
        GROUP BY story_theme ORDER BY story_theme
        """, Ask(q => q.Performance("AAPL", lookback: 12)));

    [Theory]
    [InlineData("daily")]
    [InlineData("1min")]
    public void What_is_fuzzy_of_a_bar_lies_side_by_side(string frequency)
    {
        string from = $"""
            FROM fuzzy_output o LEFT JOIN fuzzy_sets s USING (symbol, event_time, frequency)
            LEFT JOIN fuzzy_patterns p USING (symbol, event_time, frequency)
            WHERE symbol = 'AAPL' AND frequency = '{frequency}' AND o.known_at::DATE = '2024-11-27' ORDER BY event_time
            """;
        var day = new StoryDays(s_day, s_day);
        Same("SELECT o.* EXCLUDE (frequency), s.* EXCLUDE (symbol, event_time, known_at, frequency), "
            + $"p.* EXCLUDE (symbol, event_time, known_at, frequency) {from}",
            Ask(q => q.Fuzzy("AAPL", frequency, day)));
        Same($"SELECT rsi_high, pattern, event_time {from}",
            Ask(q => q.Fuzzy("AAPL", frequency, day, ["rsi_high", "pattern", "event_time"])));
    }

    [Fact]
    public void A_column_of_many_symbols_is_a_row_a_time() => Same(
        """
        PIVOT (SELECT event_time, symbol, close FROM prices_1min WHERE known_at::DATE = '2024-11-27')
        ON symbol IN ('AAPL', 'NVDA') USING first(close) GROUP BY event_time ORDER BY event_time
        """, Ask(q => q.Cross("N*,AAPL,AAPL", "prices_1min.close", new StoryDays(s_day, s_day))));

    [Fact]
    public void Sessions_are_found_by_what_their_bars_are_worth() => Same(
        """
        SELECT * EXCLUDE (frequency) FROM price_quality WHERE frequency = '1min' AND completeness >= 0.99
            AND outliers_robust_z <= 5 ORDER BY known_at, symbol
        """, Ask(q => q.Quality(frequency: "1min", complete: 0.99, outliers: 5)));

    [Fact]
    public void Only_the_columns_and_sessions_that_are_asked_for_are_read()
    {
        var day = new StoryDays(s_day, s_day);
        var some = Loaded(q => q.Fuzzy("AAPL", "1min", day, ["rsi_high"]).Dispose());
        var all = Loaded(q => q.Fuzzy("AAPL", "1min", day).Dispose());
        var minutes = Loaded(q => q.Cross("*", "prices_1min.close", day).Dispose());
        var bars = Loaded(q => q.Pipeline("AAPL", s_day).Single(s => s.Key == "prices_1min").Value.Dispose());
        Assert.All(some.Keys.Concat(minutes.Keys), key => Assert.Contains("2024-11-27", key, StringComparison.Ordinal));
        Assert.InRange(some.Values.Sum(), 1, all.Values.Sum() / 2);
        Assert.InRange(minutes.Values.Sum(), 1, bars.Values.Sum() / 2);
    }

    [Fact]
    public void The_example_of_the_README_runs_as_it_stands()
    {
        string root = run.Root;
        using FrameStore frames = FrameStore.OpenToRead(root);
        var stories = new StoryQuestions(frames);
        var days = new StoryDays(From: new DateOnly(2024, 11, 1));
        using RecordBatch sequences = stories.Sequences("A*", days, quality: 0.8, columns: ["target_story"]);
        for (int row = 0; row < sequences.Length; row++)
            Console.WriteLine(sequences["target_story"].Text(row));

        Assert.NotEqual(0, sequences.Length);
        string repository = Path.GetDirectoryName(
            InputFolder.Find("data-samples", AppContext.BaseDirectory, AppContext.BaseDirectory))!;
        string readme = File.ReadAllText(Path.Combine(repository, "README.md"));
        string example = readme.Split("```csharp\n")[1].Split("```")[0];
        string test = File.ReadAllText(Path.Combine(
            repository, "tests", "Host.Tests", "Proofs", nameof(StoryQuestionsTests) + ".cs"));
        Assert.Contains(Trimmed(example), Trimmed(test), StringComparison.Ordinal);
    }

    [Fact]
    public void Readers_do_not_wait_for_each_other()
    {
        using FrameStore frames = FrameStore.OpenToRead(run.Root);
        Outcome other = TauricProcess.Run(run.Root, ["query", "stories", "fuzzy", "AAPL", "--root", run.Root]);
        Assert.True(other.ExitCode == CommandLine.Done, other.Error);
        Assert.NotEmpty(frames.List("fuzzy_sets/*"));
    }

    [Theory]
    [InlineData("pipeline AAPL 2024-11-29", "assembled_stories")]
    [InlineData("sequences --quality 0.5 --columns symbol,split", "validation")]
    [InlineData("performance AAPL --lookback 400", "hit_rate")]
    [InlineData("fuzzy AAPL --from 2024-11-27 --as-of 1", "rsi_very_high")]
    [InlineData("cross * prices_daily.close", "NVDA")]
    [InlineData("quality --frequency 1min --complete 0.99 --outliers 1000", "AAPL")]
    public async Task Questions_that_have_a_name_are_answered(string question, string part)
    {
        string[] asked = question.Split(' ');
        Assert.Contains(part, await Said(asked, "--format", "csv"), StringComparison.Ordinal);
        Assert.Contains(part, await Said(asked), StringComparison.Ordinal);
        using ScratchFolder folder = new();
        string arrow = folder.Below("rows.arrow"), parquet = folder.Below("rows.parquet");
        await Said(asked, "--format", "arrow", "--out", arrow);
        await Said(asked, "--format", "parquet", "--out", parquet);
        using RecordBatch one = FrameFiles.Read(arrow), two = FrameFiles.Read(parquet);
        Assert.Equal(Cells(one), Cells(two));
    }

    [Theory]
    [InlineData("no symbol 'ZZZZ'. It has AAPL", "performance", "ZZZZ")]
    [InlineData("no symbol 'aapl'", "pipeline", "aapl", "2024-11-29")]
    [InlineData("no symbol 'x'; DROP TABLE frame; --'", "fuzzy", "x'; DROP TABLE frame; --")]
    [InlineData("'A*' is no symbol", "performance", "A*")]
    [InlineData("no symbol '[A'", "cross", "[A", "prices_daily.close")]
    [InlineData("no symbol ''", "cross", "AAPL,", "prices_daily.close")]
    [InlineData("no symbol '../../AAPL'", "sequences", "--symbols", "../../AAPL")]
    [InlineData("no column 'close) FROM x'", "cross", "*", "prices_daily.close) FROM x")]
    [InlineData("not like prices_daily.close", "cross", "*", "close")]
    [InlineData("no library 'nothing'", "cross", "*", "nothing.close")]
    [InlineData("'prices*' is no library", "cross", "*", "prices*.close")]
    [InlineData("options_data lies in Parquet", "cross", "*", "options_data.value")]
    [InlineData("no column 'nothing'", "fuzzy", "AAPL", "--columns", "nothing")]
    [InlineData("no column ''", "sequences", "--columns", "")]
    [InlineData("from 2024-11-29 is after to 2024-11-27",
        "sequences", "--from", "2024-11-29", "--to", "2024-11-27")]
    [InlineData("--from: 'yesterday' is not a date", "fuzzy", "AAPL", "--from", "yesterday")]
    [InlineData("date: '2024-02-30' is not a date", "pipeline", "AAPL", "2024-02-30")]
    [InlineData("quality: 7 is not in [0, 1]", "sequences", "--quality", "7")]
    [InlineData("quality: NaN is not in [0, 1]", "sequences", "--quality", "NaN")]
    [InlineData("lookback: 0 days", "performance", "AAPL", "--lookback", "0")]
    [InlineData("frequency: 'hourly' is not one of", "quality", "--frequency", "hourly")]
    [InlineData("no version 9", "performance", "AAPL", "--as-of", "9")]
    public async Task What_cannot_be_meant_is_told(string part, params string[] asked)
    {
        using var terminal = new CapturedTerminal();
        Assert.Equal(2, await terminal.Run(["query", "stories", .. asked, "--root", run.Root]));
        Assert.Contains(part, terminal.Error, StringComparison.Ordinal);
        Assert.Equal("", terminal.Out);
    }

    [Fact]
    public async Task Days_at_the_ends_of_time_and_without_trading_have_no_rows()
    {
        Assert.Equal(0, Ask(q => q.Fuzzy("AAPL", days: new StoryDays(DateOnly.MinValue, new DateOnly(1999, 1, 1))))
            .Length);
        Assert.NotEqual(0, Ask(q => q.Performance("AAPL", int.MaxValue)).Length);
        Assert.NotEqual(0, Ask(q => q.Cross("*", "prices_daily.close", new StoryDays(To: DateOnly.MaxValue))).Length);
        Assert.All(Ask(q => q.Pipeline("AAPL", new DateOnly(2024, 11, 28))), stage =>
            Assert.Equal(0, stage.Value.Length));
        using var terminal = new CapturedTerminal();
        string nowhere = Path.Combine(terminal.Folder, "nowhere");
        Assert.Equal(2, await terminal.Run("query", "stories", "performance", "AAPL", "--root", nowhere));
        Assert.Contains("There are no frames in", terminal.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(nowhere));
    }

    private T Ask<T>(Func<StoryQuestions, T> question)
    {
        using FrameStore frames = FrameStore.OpenToRead(run.Root);
        return question(new StoryQuestions(frames));
    }

    /// <summary>Bytes read to answer a question, by object.</summary>
    private Dictionary<string, long> Loaded(Action<StoryQuestions> question)
    {
        var store = new CountingStore(new LocalStore(run.Root));
        using FrameStore frames = FrameStore.OpenToRead(run.Root, store);
        question(new StoryQuestions(frames));
        return store.Loaded;
    }

    private async Task<string> Said(string[] asked, params string[] options)
    {
        using var terminal = new CapturedTerminal();
        int code = await terminal.Run(["query", "stories", .. asked, .. options, "--root", run.Root]);
        Assert.True(code == CommandLine.Done, terminal.Error);
        return terminal.Out;
    }

    private void Same(string sql, RecordBatch answer)
    {
        using RecordBatch owned = answer;
        string[] wanted = [.. run.Sql.Rows(sql).SelectMany((rows, i) => Cells(rows).Skip(i == 0 ? 0 : 1))];
        Assert.True(wanted.Length > 1, sql);
        Assert.Equal(wanted, Cells(answer));
    }

    /// <summary>Names of the columns, then a line a row; to twelve digits, for sums may run otherwise.</summary>
    private static string[] Cells(RecordBatch rows) =>
    [
        string.Join('|', rows.Schema.Fields.Select(f => f.Name)),
        .. Enumerable.Range(0, rows.Length).Select(row => string.Join('|', rows.Columns.Select(c =>
            c.Type is FloatType { Bytes: 8 } && !c.IsNull(row)
                ? c.Values<double>()[row].ToString("G12", CultureInfo.InvariantCulture) : CellText.Of(c, row)))),
    ];

    private static string Trimmed(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));

    /// <summary>A data root that the stories system filled, for all tests of the class.</summary>
    public sealed class Run : IDisposable
    {
        private readonly ScratchFolder _folder = new();
        private FencedSql? _sql;

        public Run()
        {
            MarketSample.Write(
                _folder.Below("input"), new MarketSampleOptions(7, 3) { Sessions = 3, DailySessions = 125 });
            using var terminal = new CapturedTerminal();
            int code = terminal.Run("run", "stories", "--input", _folder.Below("input"), "--root", Root)
                .GetAwaiter().GetResult();
            Assert.True(code == CommandLine.Done, terminal.Error);
        }

        public string Root => _folder.Below("root");

        internal FencedSql Sql => _sql ??= FencedSql.Open(
            session => FencedSql.Attach(session, Path.Combine(Root, "catalog.duckdb")),
            new ObjectFiles(new LocalStore(Root), Root, isCopied: false), output: null);

        public void Dispose()
        {
            _sql?.Dispose();
            _folder.Dispose();
        }
    }

    private sealed class CountingStore(LocalStore store) : IObjectStore
    {
        public Dictionary<string, long> Loaded { get; } = new(StringComparer.Ordinal);

        public byte[] Load(string key) => Counted(key, store.Load(key));

        public byte[] Load(string key, long offset, int length) => Counted(key, store.Load(key, offset, length));

        public IStagedObject Stage(string key, ReadOnlySpan<byte> bytes) => store.Stage(key, bytes);

        public IReadOnlyList<ObjectStat> Publish(IReadOnlyList<IStagedObject> staged) => store.Publish(staged);

        public ObjectStat? Stat(string key) => store.Stat(key);

        public IEnumerable<string> List(string prefix) => store.List(prefix);

        public void Delete(string key) => store.Delete(key);

        private byte[] Counted(string key, byte[] bytes)
        {
            Loaded[key] = Loaded.GetValueOrDefault(key) + bytes.Length;
            return bytes;
        }
    }
}
