using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Inference;
using Tauric.Engine.Time;
using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Stories.Telling;

namespace Tauric.Bench;

/// <summary>
/// From the fuzzy output of one session to its stories, by rule: minutes, daily bars, news and breadth, in memory.
/// </summary>
[Benchmark("narrative", "500 symbols × one session: clauses with their cells, then stories by rule")]
internal sealed class NarrativeSpeed : IBenchmark
{
    private const int Minutes = 390;

    private static readonly DateOnly s_day = new(2025, 3, 14);

    public void Run(Measurement measurement)
    {
        int symbols = measurement.Size(500, 10);
        using var memory = new MemoryDatasets();
        Put(memory, symbols);
        var options = new StoriesOptions();
        using var writer = new TextAsker(new RuleModel());
        Step narrate = new NarrateComponents(options), assemble = new AssembleStories(writer, options);
        string[] keys = [StorySessions.Text(s_day)];
        long told = 0;
        Spread[] seconds = Measurement.Rounds(measurement.Size(15, 2),
            () => memory.Run(narrate, keys), () => told = memory.Run(assemble, keys));
        measurement.Figure(narrate.Name, seconds[0].Map(s => s * 1000), "ms");
        measurement.Figure(assemble.Name, seconds[1].Map(s => s * 1000), "ms");
        double best = seconds[0].Lowest + seconds[1].Lowest;
        measurement.Figure("stories a second, best rounds", told / best, "stories/s");
        long before = GC.GetAllocatedBytesForCurrentThread();
        memory.Run(narrate, keys);
        long narrated = GC.GetAllocatedBytesForCurrentThread();
        memory.Run(assemble, keys);
        measurement.Figure("a symbol's clauses allocate", (narrated - before) / symbols, "bytes");
        measurement.Figure("a story allocates", (GC.GetAllocatedBytesForCurrentThread() - narrated) / symbols, "bytes");
        measurement.Check("a story a symbol", told == symbols);
    }

    private static void Put(MemoryDatasets memory, int symbols)
    {
        string[] names = [.. Enumerable.Range(0, symbols).Select(i => $"S{i:000}")];
        string key = StorySessions.Text(s_day);
        long open = TradingCalendar.Nyse.OpenMicros(s_day), close = TradingCalendar.Nyse.CloseMicros(s_day);
        using var days = new BatchBuilder(StoryDatasets.Output.Schema);
        using var minutes = new BatchBuilder(StoryDatasets.Output.Schema);
        foreach (string name in names)
        {
            AppendStates(days, name, close, CounterRandom.For(1, name));
            for (int minute = 1; minute <= Minutes; minute++)
            {
                long known = open + (minute * 60 * UtcMicros.PerSecond);
                AppendStates(minutes, name, known, CounterRandom.For(minute, name));
            }
        }

        memory.Put(StoryDatasets.Output, $"{StoryDatasets.Day}/{key}", days.Build());
        memory.Put(StoryDatasets.Output, $"{StoryDatasets.Minute}/{key}", minutes.Build());
        foreach (var month in TradingCalendar.Nyse.Days(s_day.AddDays(-40), s_day).GroupBy(d => d.ToString("yyyy-MM")))
            memory.Put(MarketDatasets.Daily, month.Key, Bars(month, names));
        memory.Put(MarketDatasets.News, key[..7], News(names, open));
    }

    private static RecordBatch Bars(IEnumerable<DateOnly> days, string[] names)
    {
        using var bars = new BatchBuilder(MarketDatasets.Daily.Schema);
        foreach (DateOnly day in days)
        {
            foreach (string name in names)
            {
                var random = CounterRandom.For(2, name, StorySessions.Text(day));
                AppendAt(bars, name, TradingCalendar.Nyse.CloseMicros(day));
                foreach (string price in (string[])["open", "high", "low", "close"])
                    bars[price].Append(100 + random.NextUniform());
                bars["volume"].Append(1000.0 + random.NextInt(9000));
            }
        }

        return bars.Build();
    }

    private static RecordBatch News(string[] names, long open)
    {
        using var news = new BatchBuilder(MarketDatasets.News.Schema);
        foreach (string name in names.Where((_, i) => i % 3 == 0))
        {
            AppendAt(news, name, open);
            news["news_id"].AppendText(name);
            news["headline"].AppendText($"{name} beats quarterly estimates and raises its guidance for the year");
            news["summary"].AppendNull();
            news["publisher"].AppendNull();
            news["raw_ref"].AppendText("raw");
        }

        return news.Build();
    }

    private static void AppendStates(BatchBuilder states, string symbol, long known, CounterRandom random)
    {
        AppendAt(states, symbol, known);
        foreach (string variable in StoryDatasets.OutputVariables)
        {
            states[variable].Append((sbyte)random.NextInt(variable == "trend" ? 3 : 5));
            states[variable + "_degree"].Append((float)(0.5 + (random.NextUniform() / 2)));
        }

        bool isSeen = random.NextInt(20) == 0;
        states["pattern"].AppendText(isSeen ? "volume surge" : "");
        states["pattern_score"].Append(isSeen ? 0.7f : 0);
        states["market_regime"].AppendText("neutral");
        states["volatility_regime"].AppendText("medium");
        states["fuzzy_confidence"].Append(0.7f);
    }

    private static void AppendAt(BatchBuilder rows, string symbol, long known)
    {
        rows["symbol"].AppendText(symbol);
        rows["event_time"].Append(known);
        rows["known_at"].Append(known);
    }
}
