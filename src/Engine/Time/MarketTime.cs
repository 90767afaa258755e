using NodaTime;

namespace Tauric.Engine.Time;

/// <summary>
/// Eastern wall time (tzdb <c>America/New_York</c>) to and from UTC microseconds.
/// Daylight-saving gaps move forward, the repeated hour means its first pass.
/// </summary>
public static class MarketTime
{
    private const int UnknownOffset = int.MinValue;

    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["America/New_York"];

    // Offsets change before 03:00 only, so one a day serves every later time. Racing writers write the same value.
    private static readonly int[] DaytimeOffsetSeconds = NewOffsets();

    /// <param name="day">The Eastern date.</param>
    /// <param name="easternTime">Wall time on that date.</param>
    /// <returns>Microseconds since 1970-01-01T00:00:00Z.</returns>
    public static long ToUtcMicros(DateOnly day, TimeOnly easternTime)
    {
        long local = UtcMicros.From(day) + (easternTime.Ticks / TimeSpan.TicksPerMicrosecond);
        int index = UtcMicros.ToDate32(day);
        if (easternTime.Hour < 3 || (uint)index >= (uint)DaytimeOffsetSeconds.Length)
        {
            return AtLeniently(day, easternTime);
        }

        ref int offset = ref DaytimeOffsetSeconds[index];
        if (offset == UnknownOffset)
        {
            offset = (int)((local - AtLeniently(day, easternTime)) / UtcMicros.PerSecond);
        }

        return local - UtcMicros.FromSeconds(offset);
    }

    /// <summary>The date on New York's wall at an instant.</summary>
    public static DateOnly EasternDate(long micros) => Eastern(micros).Day;

    /// <summary>Date and microseconds from midnight on New York's wall at an instant.</summary>
    public static (DateOnly Day, long SinceMidnight) Eastern(long micros)
    {
        long ticks = checked(micros * TimeSpan.TicksPerMicrosecond);
        Offset offset = Zone.GetUtcOffset(Instant.FromUnixTimeTicks(ticks));
        long day = Math.DivRem(micros + UtcMicros.FromSeconds(offset.Seconds), UtcMicros.PerDay, out long rest);
        return rest < 0
            ? (UtcMicros.FromDate32((int)(day - 1)), rest + UtcMicros.PerDay)
            : (UtcMicros.FromDate32((int)day), rest);
    }

    private static long AtLeniently(DateOnly day, TimeOnly time) =>
        Zone.AtLeniently(LocalDate.FromDateOnly(day) + LocalTime.FromTimeOnly(time)).ToInstant().ToUnixTimeTicks()
            / TimeSpan.TicksPerMicrosecond;

    private static int[] NewOffsets()
    {
        int[] offsets = new int[UtcMicros.ToDate32(TradingCalendar.LastDay) + 1];
        Array.Fill(offsets, UnknownOffset);
        return offsets;
    }
}
