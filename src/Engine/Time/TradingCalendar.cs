namespace Tauric.Engine.Time;

/// <summary>
/// Days and hours on which an exchange trades. <see cref="Nyse"/> follows NYSE Rule 7.2 and the exchange's list of
/// special closings; it is exact from 1998, and before that applies the rules without the closings of the day.
/// </summary>
public sealed class TradingCalendar
{
    private const byte Closed = 0;
    private const byte EarlyCloseHour = 13;
    private const byte CloseHour = 16;

    private static readonly TimeOnly OpenTime = new(9, 30);

    private static readonly DateOnly[] SpecialClosings =
    [
        new(2001, 9, 11), new(2001, 9, 12), new(2001, 9, 13), new(2001, 9, 14),
        new(2004, 6, 11), new(2007, 1, 2), new(2012, 10, 29), new(2012, 10, 30), new(2018, 12, 5), new(2025, 1, 9),
    ];

    private readonly byte[] _closeHour;

    private TradingCalendar(byte[] closeHour) => _closeHour = closeHour;

    public static DateOnly FirstDay { get; } = new(1970, 1, 1);

    public static DateOnly LastDay { get; } = new(2099, 12, 31);

    /// <summary>The New York Stock Exchange; NASDAQ keeps the same days.</summary>
    public static TradingCalendar Nyse { get; } = new(NyseCloseHours());

    /// <exception cref="UsageException">The day lies outside <see cref="FirstDay"/>..<see cref="LastDay"/>.</exception>
    public bool IsTradingDay(DateOnly day) => CloseHourOf(day) != Closed;

    /// <summary>Trading days in [from, to], both ends included.</summary>
    public IReadOnlyList<DateOnly> Days(DateOnly from, DateOnly to)
    {
        List<DateOnly> days = [];
        for (DateOnly day = from; day <= to; day = day.AddDays(1))
        {
            if (IsTradingDay(day))
            {
                days.Add(day);
            }
        }

        return days;
    }

    /// <summary>The first trading day after a day.</summary>
    public DateOnly Next(DateOnly day) => Walk(day, 1);

    /// <summary>The last trading day before a day.</summary>
    public DateOnly Previous(DateOnly day) => Walk(day, -1);

    /// <summary>09:30 Eastern of a trading day, UTC microseconds.</summary>
    public long OpenMicros(DateOnly day)
    {
        _ = TradingHour(day);
        return MarketTime.ToUtcMicros(day, OpenTime);
    }

    /// <summary>16:00 Eastern of a trading day, 13:00 on early closes, UTC microseconds.</summary>
    public long CloseMicros(DateOnly day) => MarketTime.ToUtcMicros(day, new TimeOnly(TradingHour(day), 0));

    private DateOnly Walk(DateOnly day, int step)
    {
        do
        {
            day = day.AddDays(step);
        }
        while (!IsTradingDay(day));

        return day;
    }

    private int TradingHour(DateOnly day) => CloseHourOf(day) is not Closed and byte hour
        ? hour
        : throw new UsageException($"{day:yyyy-MM-dd} is not a trading day; use Next or Previous to find one");

    private byte CloseHourOf(DateOnly day) => day >= FirstDay && day <= LastDay
        ? _closeHour[day.DayNumber - FirstDay.DayNumber]
        : throw new UsageException(
            $"{day:yyyy-MM-dd} is outside the calendar, which covers {FirstDay:yyyy-MM-dd} to {LastDay:yyyy-MM-dd}");

    private static byte[] NyseCloseHours()
    {
        byte[] hours = new byte[LastDay.DayNumber - FirstDay.DayNumber + 1];
        for (DateOnly day = FirstDay; day <= LastDay; day = day.AddDays(1))
        {
            Set(day, day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? Closed : CloseHour);
        }

        for (int year = FirstDay.Year; year <= LastDay.Year; year++)
        {
            EarlyCloses(year, day => Set(day, Math.Min(hours[day.DayNumber - FirstDay.DayNumber], EarlyCloseHour)));
            Holidays(year, day => Set(day, Closed));
        }

        Array.ForEach(SpecialClosings, day => Set(day, Closed));
        return hours;

        void Set(DateOnly day, byte hour) => hours[day.DayNumber - FirstDay.DayNumber] = hour;
    }

    private static void Holidays(int year, Action<DateOnly> close)
    {
        DateOnly newYear = new(year, 1, 1);
        // A Saturday New Year is not moved: the Friday before closes the books of the year.
        close(newYear.DayOfWeek == DayOfWeek.Sunday ? newYear.AddDays(1) : newYear);
        if (year >= 1998)
        {
            close(Nth(year, 1, DayOfWeek.Monday, 3));
        }

        close(Nth(year, 2, DayOfWeek.Monday, 3));
        close(Easter(year).AddDays(-2));
        close(Nth(year, 6, DayOfWeek.Monday, 1).AddDays(-7));
        if (year >= 2022)
        {
            close(Observed(new DateOnly(year, 6, 19)));
        }

        close(Observed(new DateOnly(year, 7, 4)));
        close(Nth(year, 9, DayOfWeek.Monday, 1));
        close(Thanksgiving(year));
        close(Observed(new DateOnly(year, 12, 25)));
    }

    private static void EarlyCloses(int year, Action<DateOnly> closeEarly)
    {
        closeEarly(Thanksgiving(year).AddDays(1));
        closeEarly(new DateOnly(year, 12, 24));
        DateOnly independence = new(year, 7, 4);
        bool thursdayBefore2013 = independence.DayOfWeek == DayOfWeek.Thursday && year < 2013;
        // Until 2012 a Thursday holiday shortened the Friday after it; since then the Wednesday before.
        if (independence.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday or DayOfWeek.Monday))
        {
            closeEarly(independence.AddDays(thursdayBefore2013 ? 1 : -1));
        }
    }

    private static DateOnly Thanksgiving(int year) => Nth(year, 11, DayOfWeek.Thursday, 4);

    private static DateOnly Observed(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(-1),
        DayOfWeek.Sunday => day.AddDays(1),
        _ => day,
    };

    private static DateOnly Nth(int year, int month, DayOfWeek weekday, int n)
    {
        DateOnly first = new(year, month, 1);
        return first.AddDays(((weekday - first.DayOfWeek + 7) % 7) + (7 * (n - 1)));
    }

    /// <summary>Gregorian Easter Sunday (Meeus, Astronomical Algorithms, ch. 8).</summary>
    private static DateOnly Easter(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100;
        int h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        int l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        int m = (a + (11 * h) + (22 * l)) / 451;
        int n = h + l - (7 * m) + 114;
        return new DateOnly(year, n / 31, (n % 31) + 1);
    }
}
