using System.Text.Json;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Feeds;

/// <summary>
/// <c>GET /api/v3/datasets/{DB}/{CODE}.json</c>, entity <c>DB_CODE</c>: rows of a date and numbers, newest first,
/// without the days they were released. So every number is known from the end of the day of the first payload that has
/// it, and a changed one from that of the payload which changed it.
/// </summary>
/// <remarks>A dataset of one number is named by its entity, of several by entity and column.</remarks>
[Feed("nasdaq_data_link", ByTicker = false)]
public sealed class NasdaqDataLink : Feed<EconomicValue>
{
    private const int ColumnsMax = 200;

    public override void Read(Payload payload, FeedItems<EconomicValue> items)
    {
        using JsonDocument json = JsonDocument.Parse(payload.Bytes);
        JsonElement root = json.RootElement;
        if (root.Field("quandl_error") is { } error)
            throw new RefusedException("provider-error", PlainText.OneLine(error.GetRawText()));
        JsonElement dataset = root.Field("dataset") ?? root.Member("dataset_data");
        RequireSeries(payload.Key.Entity, dataset);
        string[] symbols = Symbols(payload.Key.Entity, dataset);
        int index = 0;
        foreach (JsonElement row in dataset.List("data").EnumerateArray())
        {
            for (int column = 0; column < symbols.Length; column++)
            {
                int at = column + 1;
                items.Add(index, () => Value(payload, symbols[at - 1], row, at, symbols.Length));
            }

            index++;
        }
    }

    private static void RequireSeries(string entity, JsonElement dataset)
    {
        if (dataset.Text("dataset_code") is not { } code) return;
        string full = dataset.Text("database_code") is { } database ? $"{database}_{code}" : code;
        if (full != entity)
            throw new RefusedException("other-series", $"payload of {entity} holds {PlainText.OneLine(full)}");
    }

    private static string[] Symbols(string entity, JsonElement dataset)
    {
        JsonElement[] names = [.. dataset.List("column_names").EnumerateArray()];
        if (names.Length is < 2 or > ColumnsMax || names.Any(name => name.ValueKind != JsonValueKind.String))
            throw new RefusedException("unexpected-shape", $"{names.Length} columns");
        if (names.Length == 2) return [entity];
        string[] symbols = [.. names.Skip(1).Select(name => $"{entity}.{Cleaned(name.GetString()!)}")];
        return symbols.All(symbol => PayloadKey.IsEntity(symbol)) && symbols.Distinct().Count() == symbols.Length
            ? symbols
            : throw new RefusedException("unexpected-shape", "columns without a name of their own");
    }

    private static string Cleaned(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    private static EconomicValue? Value(Payload payload, string symbol, JsonElement row, int column, int columns)
    {
        if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() != columns + 1)
            throw new RefusedException("ragged-row", $"{columns + 1} columns wanted");
        if (row[0].ValueKind != JsonValueKind.String) throw new RefusedException("no-date", "first column");
        DateOnly day = FeedTime.Date(row[0].GetString(), "date");
        MarketValue.RequireKnown(payload, day);
        if (row[column].ValueKind == JsonValueKind.Null) return null;   // No observation of the period.
        double value = JsonFields.AsNumber(row[column], symbol);
        return new EconomicValue(day, UtcMicros.From(day), FeedTime.EndOfDay(payload.Key.Date), symbol, value);
    }
}
