using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Corpus;
using Tauric.Pipelines.Corpus.Modalities;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Tests.Corpus;

/// <summary>Canonical rows for the steps of the corpus, few and hand-made.</summary>
internal static class CorpusRows
{
    public const string Ticker = "AAPL";

    public static readonly DateOnly Monday = new(2024, 3, 4);

    public static readonly CorpusOptions Options = new()
    {
        Tickers = [Ticker],
        From = Monday,
        To = new DateOnly(2024, 3, 8),
        VariationCount = 6,
        LabelShareTolerance = 1,
    };

    public static DecisionDay Day(DateOnly day) => new(Ticker, day, CorpusDays.Cutoff(Options, day));

    public static long At(DateOnly day, int hour = 12) => MarketTime.ToUtcMicros(day, new TimeOnly(hour, 0));

    /// <summary>One batch; a row is its columns by name, the rest null or empty.</summary>
    public static RecordBatch Batch(Dataset dataset, params IReadOnlyList<Dictionary<string, object?>> rows)
    {
        using var builder = new BatchBuilder(dataset.Schema);
        foreach (Dictionary<string, object?> row in rows)
        {
            foreach (Field field in dataset.Schema.Fields)
            {
                ColumnBuilder column = builder[field.Name];
                switch (row.GetValueOrDefault(field.Name))
                {
                    case string text: column.AppendText(text); break;
                    case double number: column.Append(number); break;
                    case long number: column.Append(number); break;
                    case int number: column.Append(number); break;
                    case DateOnly date: column.Append(UtcMicros.ToDate32(date)); break;
                    case bool bit: column.AppendBool(bit); break;
                    default:
                        if (field.Nullable) column.AppendNull();
                        else if (field.Type is BoolType) column.AppendBool(false);
                        else column.AppendText("");
                        break;
                }
            }
        }

        return builder.Build();
    }

    public static Dictionary<string, object?> Story(string id, DateOnly day, string source = "finnhub",
        string headline = "Plain words", string? supersedes = null, int hour = 12) => new()
        {
            ["ticker"] = Ticker,
            ["event_time"] = At(day, hour),
            ["known_at"] = At(day, hour),
            ["date"] = day,
            ["source"] = source,
            ["news_id"] = id,
            ["headline"] = headline,
            ["supersedes"] = supersedes,
            ["raw_ref"] = $"{source}/{Ticker}/x.json#{id}",
        };

    /// <summary>Puts stories under their months, sorted by known_at.</summary>
    public static void PutNews(StepHarness store, IEnumerable<Dictionary<string, object?>> stories)
    {
        foreach (var month in stories.GroupBy(s => $"{Ticker}/{(DateOnly)s["date"]!:yyyy-MM}"))
            store.Put(Canonical.News, month.Key, Batch(Canonical.News, [.. month.OrderBy(s => (long)s["known_at"]!)]));
    }

    /// <summary>A bar on every session from a day to another; the price walks up and down.</summary>
    public static void PutPrices(StepHarness store, DateOnly from, DateOnly to)
    {
        IReadOnlyList<DateOnly> days = TradingCalendar.Nyse.Days(from, to);
        store.Put(Canonical.Price, Ticker, Batch(Canonical.Price, [.. days.Select((day, i) => Bar(day, Close(i)))]));
    }

    public static double Close(int i) => 100 + (10 * Math.Sin(i * 0.7)) + (5 * Math.Cos(i * 0.31)) + (i * 0.05);

    public static Dictionary<string, object?> Bar(DateOnly day, double close) => new()
    {
        ["ticker"] = Ticker,
        ["date"] = day,
        ["event_time"] = TradingCalendar.Nyse.CloseMicros(day),
        ["known_at"] = TradingCalendar.Nyse.CloseMicros(day),
        ["open"] = close - 0.5,
        ["high"] = close + 1,
        ["low"] = close - 1,
        ["close"] = close,
        ["adj_close"] = close,
        ["volume"] = 1000 + close,
    };

    public static Dictionary<string, object?> Label(
        DateOnly day, int number, string words, DateOnly start, DateOnly end) => new()
        {
            ["asset_id"] = Ticker,
            ["as_of_date"] = day,
            ["as_of"] = At(day, 16),
            ["composite_signal"] = 1.0,
            ["label_class"] = number,
            ["label"] = words,
            ["quantile"] = 0.5,
            ["theta_sell"] = 0.0,
            ["theta_hold"] = 0.0,
            ["theta_buy"] = 0.0,
            ["theta_strong_buy"] = 0.0,
            ["span_start"] = start,
            ["span_end"] = end,
        };

    public static Dictionary<string, object?> Sample(DateOnly day, int variation, string prompt) => new()
    {
        ["sample_id"] = $"{Ticker}_{day:yyyy-MM-dd}_{variation:D2}",
        ["asset_id"] = Ticker,
        ["as_of_date"] = day,
        ["variation_id"] = variation,
        ["as_of_cutoff"] = At(day, 16),
        ["prompt_tokens"] = 9,
        ["prompt"] = prompt,
    };

    /// <summary>The items a modality shows on a day, as the engine would cut its reads.</summary>
    public static IReadOnlyList<Item> ItemsOf(this StepHarness store, Modality modality, DateOnly day)
    {
        var look = new Look(modality, Day(day));
        store.Run(look);
        return look.Items;
    }

    public static string[] Ids(this IEnumerable<Item> items) => [.. items.Select(i => i.Id)];

    private sealed class Look(Modality modality, DecisionDay day) : Step
    {
        public IReadOnlyList<Item> Items { get; private set; } = [];

        public override string Name => "look";

        public override int Version => 1;

        public override Dataset Output { get; } = new("look", Canonical.Raw.Schema, "x", "x", "bytes");

        public override IEnumerable<Partition> Plan(IPartitionKeys upstream) =>
            [new Partition("x", [.. modality.Reads(day, upstream)])];

        public override void Run(Work work) => Items = modality.Items(day, work);
    }
}

/// <summary>A token a word and a token a line end: additive, and easy to check by hand.</summary>
internal sealed class WordTokenizer : ITokenizer
{
    public string Identity => "words";

    public int Count(ReadOnlySpan<char> text)
    {
        int count = 0;
        foreach (Range word in text.SplitAny(' ', '\n')) count += word.End.Value > word.Start.Value ? 1 : 0;
        return count + text.Count('\n');
    }
}
