using System.Globalization;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Stories;

namespace Tauric.Pipelines.Tests.Stories.Outlook;

/// <summary>Stories and signals as the steps before write them; what a test does not name is ordinary.</summary>
internal static class OutlookStore
{
    /// <summary>A story of each symbol in each session; its text is <c>symbol of session</c>.</summary>
    public static void PutStories(StepHarness store, IEnumerable<DateOnly> days, IReadOnlyList<string> symbols,
        Func<string, DateOnly, Dictionary<string, object?>>? differing = null)
    {
        foreach (DateOnly day in days)
        {
            var rows = symbols.Select(symbol =>
            {
                var row = new Dictionary<string, object?>
                {
                    ["story_text"] = $"{symbol} of {StorySessions.Text(day)}",
                    ["story_quality_score"] = 0.8,
                    ["market_regime"] = "bull",
                    ["volatility_regime"] = "low",
                };
                foreach (string variable in StoryDatasets.OutputVariables) row[variable] = 2;
                foreach ((string column, object? value) in differing?.Invoke(symbol, day) ?? []) row[column] = value;
                return (symbol, row);
            });
            Put(store, StoryDatasets.Assembled, day, rows.Where(r => !r.row.ContainsKey("missing")));
        }
    }

    public static void PutSignals(StepHarness store, DateOnly day,
        params (string Symbol, int Side, double Strength, int Horizon)[] signals) =>
        Put(store, StoryDatasets.Signals, day, signals.Select(s => (s.Symbol, new Dictionary<string, object?>
        {
            ["sequence_id"] = $"{s.Symbol}_{StorySessions.Text(day)}",
            ["side"] = s.Side,
            ["strength"] = s.Strength,
            ["horizon"] = s.Horizon,
            ["story_theme"] = "continuation",
        })));

    public static void Put(StepHarness store, Dataset dataset, DateOnly day,
        IEnumerable<(string Symbol, Dictionary<string, object?> Row)> rows)
    {
        using var builder = new BatchBuilder(dataset.Schema);
        long close = TradingCalendar.Nyse.CloseMicros(day);
        foreach ((string symbol, Dictionary<string, object?> row) in rows)
        {
            (row["symbol"], row["event_time"], row["known_at"]) = (symbol, close, close);
            foreach (Field field in dataset.Schema.Fields) Append(builder[field.Name], field, row);
        }

        store.Put(dataset, StorySessions.Text(day), builder.Build());
    }

    public static double Number(IReadOnlyDictionary<string, string> row, string column) =>
        double.Parse(row[column], CultureInfo.InvariantCulture);

    private static void Append(ColumnBuilder column, Field field, Dictionary<string, object?> row)
    {
        object? value = row.GetValueOrDefault(field.Name);
        if (value is null && field.Nullable) column.AppendNull();
        else if (field.Type is BytesType) column.AppendText((string?)value ?? "");
        else if (field.Type is TimestampType) column.Append(Convert.ToInt64(value));
        else if (field.Type is FloatType && field.Type.Width == 4) column.Append(Convert.ToSingle(value));
        else if (field.Type is FloatType) column.Append(Convert.ToDouble(value));
        else if (field.Type.Width == 1) column.Append(Convert.ToSByte(value));
        else column.Append(Convert.ToInt32(value));
    }
}
