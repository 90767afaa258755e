using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Inference;
using Tauric.Engine.Time;
using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Stories.Fuzzy;
using Tauric.Pipelines.Stories.Telling;

namespace Tauric.Bench;

/// <summary>
/// One new day of 500 symbols on top of a history: its minute session and its daily bars, step by step, in memory and
/// without the catalog.
/// </summary>
[Benchmark("stories", "500 symbols × one new session of minute and daily bars, from indicators to assembled story")]
internal sealed class StorySpeed : IBenchmark
{
    private const int Minutes = 390;

    public void Run(Measurement measurement)
    {
        int symbols = measurement.Size(500, 10), sessions = measurement.Size(320, 120);
        IReadOnlyList<DateOnly> days = TradingCalendar.Nyse.Days(new DateOnly(2024, 1, 2), new DateOnly(2025, 12, 31));
        days = [.. days.Take(sessions)];
        using var memory = new MemoryDatasets();
        PutBars(memory, symbols, days, minuteSessions: 3);
        using var writer = new TextAsker(new RuleModel());
        var history = new StoriesOptions { From = days[^2], To = days[^2] };
        foreach (Step step in Steps(history, writer)) memory.Run(step);
        Step[] steps = Steps(new StoriesOptions { From = days[^1], To = days[^1] }, writer);
        double[][] seconds = [.. steps.Select(_ => new double[measurement.Size(9, 2)])];
        long stories = 0;
        for (int round = -1; round < seconds[0].Length; round++)
        {
            for (int i = 0; i < steps.Length; i++)
            {
                double taken = Measurement.Seconds(() => stories = memory.Run(steps[i], NewKeys(days[^1])));
                if (round >= 0) seconds[i][round] = taken;
            }
        }

        foreach ((Step step, double[] taken) in steps.Zip(seconds))
            measurement.Figure(step.Name, Spread.Of(taken).Map(s => s * 1000), "ms");
        measurement.Figure("all of them", Spread.Of([.. Enumerable.Range(0, seconds[0].Length)
            .Select(round => seconds.Sum(s => s[round]))]).Map(s => s * 1000), "ms");
        measurement.Figure("minute rows", symbols * Minutes, "rows");
        measurement.Check("a story a symbol", stories == symbols);
    }

    private static Step[] Steps(StoriesOptions options, TextAsker writer) =>
    [
        new ComputeIndicators(options), new FuzzySets(options), new FuzzyPatterns(options), new FuzzyOutput(options),
        new NarrateComponents(options), new AssembleStories(writer, options),
    ];

    private static string[] NewKeys(DateOnly day)
    {
        string date = StorySessions.Text(day);
        return [$"{StoryDatasets.Minute}/{date}", $"{StoryDatasets.Day}/{date}", date];
    }

    private static void PutBars(MemoryDatasets memory, int symbols, IReadOnlyList<DateOnly> days, int minuteSessions)
    {
        string[] names = [.. Enumerable.Range(0, symbols).Select(i => $"S{i:000}")];
        foreach (var month in days.GroupBy(day => day.ToString("yyyy-MM")))
        {
            using var builder = new BatchBuilder(MarketDatasets.Daily.Schema);
            foreach (DateOnly day in month)
                foreach (string name in names)
                    Append(builder, name, TradingCalendar.Nyse.CloseMicros(day), CounterRandom.For(1, name, $"{day}"));
            memory.Put(MarketDatasets.Daily, month.Key, builder.Build());
        }

        foreach (DateOnly day in days.TakeLast(minuteSessions))
        {
            using var builder = new BatchBuilder(MarketDatasets.Minutes.Schema);
            long open = TradingCalendar.Nyse.OpenMicros(day);
            foreach (string name in names)
            {
                for (int minute = 1; minute <= Minutes; minute++)
                    Append(builder, name, open + (minute * 60 * UtcMicros.PerSecond),
                        CounterRandom.For(minute, name, $"{day}"));
            }

            memory.Put(MarketDatasets.Minutes, StorySessions.Text(day), builder.Build());
        }
    }

    /// <summary>A bar around 100: shapes do not matter here, only that no column is flat.</summary>
    private static void Append(BatchBuilder builder, string symbol, long known, CounterRandom random)
    {
        double open = 99 + (2 * random.NextUniform()), close = 99 + (2 * random.NextUniform());
        builder["symbol"].AppendText(symbol);
        builder["event_time"].Append(known);
        builder["known_at"].Append(known);
        builder["open"].Append(open);
        builder["high"].Append(Math.Max(open, close) + 0.1);
        builder["low"].Append(Math.Min(open, close) - 0.1);
        builder["close"].Append(close);
        builder["volume"].Append(1000.0 + random.NextInt(9000));
    }
}
