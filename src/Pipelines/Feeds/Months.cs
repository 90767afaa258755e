using System.Globalization;

namespace Tauric.Pipelines.Feeds;

/// <summary>Months as keys of partitions: <c>2024-03</c>.</summary>
internal static class Months
{
    private const string Format = "yyyy-MM";

    public static string Of(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>The first day of a month.</summary>
    public static DateOnly First(string month) => DateOnly.ParseExact(month, Format, CultureInfo.InvariantCulture);

    /// <summary>The first day of the month that a day is of.</summary>
    public static DateOnly First(DateOnly day) => new(day.Year, day.Month, 1);

    /// <summary>The last day of the month that a day is of.</summary>
    public static DateOnly Last(DateOnly day) => new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));

    /// <summary>The months that some days are of, both ends included.</summary>
    public static IEnumerable<string> Of(DateOnly first, DateOnly last)
    {
        for (DateOnly month = First(first); month <= last; month = month.AddMonths(1))
            yield return Of(month);
    }
}
