using System.Globalization;
using System.Text.Json;
using Tauric.Engine;
using Tauric.Engine.Time;

namespace Tauric.Host.Sample;

/// <summary>
/// <c>GET /fred/series/observations</c> over a real-time window: every vintage of every value, so that
/// <c>realtime_start</c> says when a number became known. Levels follow the economy roughly; the noise is invented.
/// </summary>
internal sealed class FredObservations(long seed, MarketModel market, Planted planted)
{
    private const string Open = "9999-12-31";

    private static readonly Dictionary<string, (DateOnly Day, double Value)[]> Anchors = new()
    {
        ["CPIAUCSL"] = Path(
            "2019-01 252.6, 2021-01 262.6, 2022-06 295, 2023-06 303.8, 2024-06 313, 2025-06 321.5, 2030-01 360"),
        ["UNRATE"] = Path(
            "2019-01 4, 2020-02 3.5, 2020-04 14.7, 2020-12 6.7, 2021-12 3.9, 2023-01 3.5, 2024-07 4.2, 2030-01 4.3"),
        ["FEDFUNDS"] = Path(
            "2019-01 2.4, 2019-07 2.4, 2020-02 1.58, 2020-04 .05, 2022-03 .2, 2022-12 4.1, 2023-08 5.33, 2024-08 5.33, "
            + "2024-12 4.48, 2030-01 4.33"),
        ["GDP"] = Path(
            "2019-01 21100, 2020-01 21500, 2020-04 19900, 2020-07 21600, 2022-01 25000, 2024-01 28600, 2030-01 36000"),
        ["DGS10"] = Path(
            "2021-06 1.5, 2022-01 1.7, 2022-10 4.1, 2023-04 3.5, 2023-10 4.9, 2024-01 4, 2024-04 4.6, 2024-09 3.7, "
            + "2025-01 4.7, 2030-01 4.3"),
    };

    private readonly record struct Observation(DateOnly Date, DateOnly Known, DateOnly? Until, string Value);

    public static IReadOnlyList<string> Series { get; } = ["CPIAUCSL", "DGS10", "FEDFUNDS", "GDP", "UNRATE", "VIXCLS"];

    /// <param name="dailyFrom">First day of the daily series; the others go back to 2019.</param>
    /// <param name="to">The day of the request: no later vintage is known.</param>
    public byte[] Payload(string series, DateOnly dailyFrom, DateOnly to)
    {
        Observation[] rows = series switch
        {
            "DGS10" => [.. Daily(dailyFrom, to, TenYearYields())],
            "VIXCLS" => [.. Daily(dailyFrom, to, market.Volatility)],
            _ => [.. Periodic(series, to)],
        };
        planted.MissingObservations += rows.Count(row => row.Value == ".");
        planted.Revisions += rows.Count(row => row.Until is not null);
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteString("realtime_start", "1776-07-04");
            json.WriteString("realtime_end", Open);
            json.WriteString("observation_start", Text(rows[0].Date));
            json.WriteString("observation_end", Text(to));
            json.WriteString("units", "lin");
            json.WriteNumber("output_type", 1);
            json.WriteString("file_type", "json");
            json.WriteString("order_by", "observation_date");
            json.WriteString("sort_order", "asc");
            json.WriteNumber("count", rows.Length);
            json.WriteNumber("offset", 0);
            json.WriteNumber("limit", 100_000);
            json.WriteStartArray("observations");
            Array.ForEach(rows, row => Write(json, row));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Observation row)
    {
        json.WriteStartObject();
        json.WriteString("realtime_start", Text(row.Known));
        json.WriteString("realtime_end", row.Until is DateOnly until ? Text(until) : Open);
        json.WriteString("date", Text(row.Date));
        json.WriteString("value", row.Value);
        json.WriteEndObject();
    }

    /// <summary>Weekdays; a holiday has the value <c>.</c>, and every value is published the next session.</summary>
    private IEnumerable<Observation> Daily(DateOnly from, DateOnly to, double[] values)
    {
        for (DateOnly day = from; day <= to; day = day.AddDays(1))
        {
            DateOnly known = TradingCalendar.Nyse.Next(day);
            int session = market.IndexAtOrBefore(day);
            if (known <= to && session >= 0 && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                string value = market.Days[session] == day ? Fixed(values[session], 2) : ".";
                yield return new Observation(day, known, null, value);
            }
        }
    }

    private IEnumerable<Observation> Periodic(string series, DateOnly to)
    {
        int months = series == "GDP" ? 3 : 1;
        int digits = series switch { "UNRATE" => 1, "FEDFUNDS" => 2, _ => 3 };
        for (DateOnly period = new(2019, 1, 1); period <= to; period = period.AddMonths(months))
        {
            var random = CounterRandom.For(seed, "fred", series, Text(period));
            double value = Between(Anchors[series], period) * (1 + (.0008 * random.NextNormal()));
            List<(DateOnly Known, string Value)> vintages = [];
            foreach (DateOnly known in Releases(series, period).TakeWhile(known => known <= to))
            {
                // FRED opens a vintage only when the number changes.
                if (vintages.Count == 0 || vintages[^1].Value != Fixed(value, digits))
                {
                    vintages.Add((known, Fixed(value, digits)));
                }

                value *= 1 + ((series == "UNRATE" ? .012 : .0006) * random.NextNormal());
            }

            for (int i = 0; i < vintages.Count; i++)
            {
                DateOnly? until = i + 1 < vintages.Count ? vintages[i + 1].Known.AddDays(-1) : null;
                yield return new Observation(period, vintages[i].Known, until, vintages[i].Value);
            }
        }
    }

    /// <summary>First release and revisions, in order.</summary>
    private static IEnumerable<DateOnly> Releases(string series, DateOnly period)
    {
        DateOnly next = period.AddMonths(1);
        DateOnly seasonal = new(period.Year + 1, 2, 9);
        IEnumerable<DateOnly> days = series switch
        {
            "CPIAUCSL" => [next.AddDays(10), seasonal.AddYears(period.Month == 12 ? 1 : 0)],
            "UNRATE" => [next.AddDays((DayOfWeek.Friday - next.DayOfWeek + 7) % 7 - 1), seasonal.AddYears(1)],
            "GDP" => Enumerable.Range(3, 3).Select(months => period.AddMonths(months).AddDays(24)),
            _ => [next.AddDays(-1)],
        };
        return days.Select(day => TradingCalendar.Nyse.Next(day));
    }

    private double[] TenYearYields()
    {
        double[] yields = new double[market.Days.Count];
        double drift = 0;
        for (int i = 0; i < yields.Length; i++)
        {
            drift = (.97 * drift) + (.05 * CounterRandom.For(seed, "yield", Text(market.Days[i])).NextNormal());
            yields[i] = Between(Anchors["DGS10"], market.Days[i]) + drift;
        }

        return yields;
    }

    private static double Between((DateOnly Day, double Value)[] anchors, DateOnly day)
    {
        int after = Array.FindIndex(anchors, anchor => anchor.Day > day);
        if (after <= 0)
        {
            return after == 0 ? anchors[0].Value : anchors[^1].Value;
        }

        (DateOnly start, double low) = anchors[after - 1];
        (DateOnly end, double high) = anchors[after];
        return low + ((high - low) * (day.DayNumber - start.DayNumber) / (end.DayNumber - start.DayNumber));
    }

    private static (DateOnly Day, double Value)[] Path(string text) =>
        [.. text.Split(", ").Select(point => point.Split(' ')).Select(point =>
            (DateOnly.ParseExact(point[0], "yyyy-MM", CultureInfo.InvariantCulture),
            double.Parse(point[1], CultureInfo.InvariantCulture)))];

    private static string Fixed(double value, int digits) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
