using System.Globalization;
using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Tests.Proofs;
using Tauric.Engine.Time;

namespace Tauric.Engine.Tests.Time;

public sealed class TradingCalendarTests
{
    private static readonly TradingCalendar Nyse = TradingCalendar.Nyse;

    [Fact]
    public void The_corpus_span_has_252_and_102_trading_days()
    {
        Assert.Equal(252, Nyse.Days(new(2024, 1, 2), new(2024, 12, 31)).Count);
        Assert.Equal(102, Nyse.Days(new(2025, 1, 1), new(2025, 5, 30)).Count);
        Assert.Equal(354, Nyse.Days(new(2024, 1, 2), new(2025, 5, 30)).Count);
    }

    [Fact]
    public void Twenty_years_of_index_closes_fall_on_exactly_the_calendars_days()
    {
        string path = Path.Combine(RepoRoot(), "..", "shared", "data", "ohlcv", "vega", "sp500-2000.csv");
        Assert.SkipUnless(File.Exists(path), "the S&P 500 history (vega-datasets) is not on this machine");
        DateOnly[] traded = [.. File.ReadLines(path).Skip(1)
            .Select(line => DateOnly.ParseExact(line[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture))];
        Assert.Equal(traded, Nyse.Days(traded[0], traded[^1]));
    }

    [Theory]
    [InlineData("2021-12-31", true)] // New Year 2022 is a Saturday: not moved
    [InlineData("2023-01-02", false)] // New Year 2023 is a Sunday
    [InlineData("2021-06-18", true)] // before Juneteenth was kept
    [InlineData("2022-06-20", false)]
    [InlineData("2024-03-29", false)] // Good Friday
    [InlineData("2025-04-18", false)]
    [InlineData("2025-01-09", false)] // national day of mourning
    [InlineData("2020-07-03", false)] // Independence Day is a Saturday
    [InlineData("2021-12-24", false)]
    [InlineData("2025-05-26", false)]
    public void Holidays_follow_the_exchanges_rule(string day, bool trades) =>
        Assert.Equal(trades, Nyse.IsTradingDay(DateOnly.Parse(day, CultureInfo.InvariantCulture)));

    [Fact]
    public void Early_closes_end_at_one_oclock_eastern()
    {
        string[] expected =
        [
            "2002-07-05", "2002-11-29", "2002-12-24", "2013-07-03", "2013-11-29", "2013-12-24",
            "2022-11-25", "2023-07-03", "2023-11-24", "2024-07-03", "2024-11-29", "2024-12-24",
        ];
        IEnumerable<string> found = new[] { 2002, 2013, 2022, 2023, 2024 }
            .SelectMany(year => Nyse.Days(new(year, 1, 1), new(year, 12, 31)))
            .Where(day => Nyse.CloseMicros(day) - Nyse.OpenMicros(day) == 12_600 * UtcMicros.PerSecond)
            .Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Assert.Equal(expected, found);
    }

    [Fact]
    public void Sessions_open_at_half_past_nine_in_winter_and_summer()
    {
        Assert.Equal("2024-01-02T14:30:00Z", UtcMicros.Format(Nyse.OpenMicros(new(2024, 1, 2))));
        Assert.Equal("2024-03-11T13:30:00Z", UtcMicros.Format(Nyse.OpenMicros(new(2024, 3, 11))));
        Assert.Equal("2024-12-24T18:00:00Z", UtcMicros.Format(Nyse.CloseMicros(new(2024, 12, 24))));
    }

    [Fact]
    public void Next_and_previous_are_neighbours_in_the_list_of_days()
    {
        Prop.ForAll(Gen.Choose(0, 40_000).ToArbitrary(), offset =>
        {
            DateOnly day = TradingCalendar.FirstDay.AddDays(365 + offset);
            IReadOnlyList<DateOnly> around = Nyse.Days(Nyse.Previous(day), Nyse.Next(day));
            return around.Count == (Nyse.IsTradingDay(day) ? 3 : 2);
        }).Holds();
    }

    [Fact]
    public void A_closed_or_distant_day_has_no_hours()
    {
        Assert.Contains("2024-03-29", Assert.Throws<UsageException>(() => Nyse.CloseMicros(new(2024, 3, 29))).Message);
        Assert.Throws<UsageException>(() => Nyse.IsTradingDay(new(1969, 12, 31)));
        Assert.Throws<UsageException>(() => Nyse.Next(TradingCalendar.LastDay));
    }

    private static string RepoRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
