using System.Globalization;
using System.Text.Json;
using Tauric.Engine.Time;

namespace Tauric.Host.Sample.Market;

/// <summary>
/// <c>GET /api/v3/datasets/FRED/{code}.json</c>, asked for every week: what <see cref="FredObservations"/> had released
/// by then, newest first, each number as last revised.
/// </summary>
internal sealed class NasdaqDataLink(long seed, MarketModel market, PlantedMarket planted)
{
    private const string Database = "FRED";
    private const int RowsMax = 36;

    /// <summary>A row of a payload: the period a number is about.</summary>
    private readonly record struct Row(DateOnly Date, DateOnly Known, string Value);

    public static IReadOnlyList<string> Series { get; } = ["FRED_CPIAUCSL", "FRED_DGS10", "FRED_GDP", "FRED_UNRATE"];

    public IEnumerable<(DateOnly Day, byte[] Payload)> Payloads(string series, DateOnly to, int weeks)
    {
        Row[] rows = [.. Released(series, to)];
        Dictionary<DateOnly, string> said = [];
        for (int week = weeks - 1; week >= 0; week--)
        {
            DateOnly day = to.AddDays(-7 * week);
            Row[] shown = [.. rows.Where(row => row.Known <= day).GroupBy(row => row.Date)
                .Select(vintages => vintages.MaxBy(row => row.Known)).OrderByDescending(row => row.Date).Take(RowsMax)];
            Count(said, shown);
            yield return (day, Payload(series, day, shown));
        }
    }

    private void Count(Dictionary<DateOnly, string> said, Row[] shown)
    {
        foreach (Row row in shown.Where(row => row.Value != "."))
        {
            bool isKnown = said.TryGetValue(row.Date, out string? value);
            if (isKnown && value == row.Value) continue;
            said[row.Date] = row.Value;
            planted.Values++;
            if (isKnown) planted.RestatedValues++;
        }
    }

    private IEnumerable<Row> Released(string series, DateOnly to)
    {
        // Its missing numbers are counted where they are written.
        var fred = new FredObservations(seed, market, new Planted());
        using var json = JsonDocument.Parse(
            fred.Payload(series[(Database.Length + 1)..], to.AddDays(-150), to));
        foreach (JsonElement row in json.RootElement.GetProperty("observations").EnumerateArray())
            yield return new Row(Day(row, "date"), Day(row, "realtime_start"), row.GetProperty("value").GetString()!);
    }

    private static DateOnly Day(JsonElement row, string name) =>
        DateOnly.ParseExact(row.GetProperty(name).GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static byte[] Payload(string series, DateOnly day, Row[] rows)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("dataset");
            json.WriteString("dataset_code", series[(Database.Length + 1)..]);
            json.WriteString("database_code", Database);
            json.WriteString("name", "A series of an invented economy");
            json.WriteString("refreshed_at", $"{Iso(day)}T21:30:00.000Z");
            json.WriteStartArray("column_names");
            json.WriteStringValue("Date");
            json.WriteStringValue("Value");
            json.WriteEndArray();
            json.WriteStartArray("data");
            foreach (Row row in rows) Write(json, row);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Row row)
    {
        json.WriteStartArray();
        json.WriteStringValue(Iso(row.Date));
        if (row.Value == ".") json.WriteNullValue();
        else json.WriteRawValue(row.Value);
        json.WriteEndArray();
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
